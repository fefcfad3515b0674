const discordEpochMs = 1_420_070_400_000;

/** Makes ids as Discord does (API Reference, Snowflakes): the time in milliseconds and a counter; each greater than the last. */
export function createSnowflakes(now: () => number): () => string {
  let last = 0n;
  return () => {
    const earliest = BigInt(Math.max(0, Math.trunc(now()) - discordEpochMs)) << 22n;
    last = earliest > last ? earliest : last + 1n;
    return last.toString();
  };
}

/** Whether a text can be the id of something on Discord: 17 to 20 digits. */
export function isSnowflake(text: string): boolean {
  return /^\d{17,20}$/.test(text);
}

/** Orders ids by the time that they were made. */
export function compareIds(left: string, right: string): number {
  const difference = BigInt(left) - BigInt(right);
  return difference < 0n ? -1 : Number(difference > 0n);
}
