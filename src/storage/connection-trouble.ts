/**
 * Why a Redis cannot be used, as the beginning of a sentence for operators. The error's own words are logged beside it.
 */
export function connectionTrouble(error: Error): string {
  if (isDatabaseMissing(error)) return 'Redis has no database with the number in REDIS_URL';
  if (/^(WRONGPASS|NOAUTH)\b/.test(error.message))
    return 'Redis refuses the user name or password in REDIS_URL';
  return noAnswer;
}

/** Whether a Redis refuses what its address says. Every connection is told so; the store says it for all of them. */
export function isAddressRefused(error: Error): boolean {
  return connectionTrouble(error) !== noAnswer;
}

/** What is said before any connection has failed, too. */
export const noAnswer = 'Redis does not answer';

/** Whether the server has fewer databases than the address says. */
export function isDatabaseMissing(error: Error): boolean {
  return error.message.includes('DB index is out of range');
}
