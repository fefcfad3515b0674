/**
 * Asks the delivery engine for something that it would find by itself a little later: outbox events, scheduled
 * entries and digests are all looked through from time to time. What a person asked for is safe in the records
 * before this is called, so a failure here is not theirs to hear of.
 */
export async function hint(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch {
    // See above: the records are the truth, and the queue is a hint.
  }
}
