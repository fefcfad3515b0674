/**
 * Asks the delivery engine for something that it would find by itself a little later, since it looks through outbox
 * events, scheduled entries and digests from time to time. What the person asked for is already safe in the records,
 * so they need not hear of a failure here.
 */
export async function hint(ask: () => Promise<void>): Promise<void> {
  try {
    await ask();
  } catch {
    // See above: the records are the truth, and the queue is a hint.
  }
}
