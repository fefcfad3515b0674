import { z } from 'zod';

/** What every bot may call is documented: Discord's page "Rate Limits", Telegram's "Bots FAQ". */
export const callsPerSecond = (documented: number) =>
  z
    .string()
    .default(String(documented))
    .refine(
      (rate) => /^\d{1,4}$/.test(rate) && Number(rate) > 0,
      `must be a whole number from 1 to 9999, such as ${documented}`,
    )
    .transform(Number);

/** So many units, counted in the smaller unit; 0 is for no such time. */
export const span = (fallback: number, most: number, unit: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (given) => /^\d{1,5}$/.test(given) && Number(given) <= most,
      `must be a whole number from 0 to ${most}, such as ${fallback || 10}; 0 for no such time`,
    )
    .transform((given) => Number(given) * unit);
