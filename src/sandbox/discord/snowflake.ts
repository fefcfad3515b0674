const discordEpochMs = 1_420_070_400_000;

/**
 * Makes ids as Discord does (API Reference, Snowflakes): the time in milliseconds and a counter. Each is greater than
 * the last.
 */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(Math.max(0, Math.trunc(now()) - discordEpochMs)) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return last.toString();
  };
}
