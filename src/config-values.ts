import { z } from 'zod';

/** How many calls a second a platform allows a bot. */
export interface CallRates {
  /** Every bot may make as many. */
  readonly usual: number;
  /** More are refused here, as they would be there. */
  readonly most: number;
}

/** How many calls a second a bot may make: a whole number. */
export const callsPerSecond = ({ usual, most }: CallRates) =>
  z
    .string()
    .default(String(usual))
    .refine(
      (rate) => /^\d{1,4}$/.test(rate) && Number(rate) > 0 && Number(rate) <= most,
      `must be a whole number from 1 to ${most}, such as ${usual}`,
    )
    .transform(Number);

/** A whole number up to `most`, in the unit of the variable's name, such as minutes. 0 switches the feature off. */
export const upTo = (most: number, fallback: number) =>
  z
    .string()
    .default(String(fallback))
    .refine(
      (given) => /^\d{1,5}$/.test(given) && Number(given) <= most,
      `must be a whole number from 0 to ${most}, such as ${fallback || 10}; 0 for never`,
    )
    .transform(Number);

/** The root of a web service, without slashes at its end. */
export const webAddress = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .refine(isPlainWebAddress, `must be an http or https address without ? and #, such as ${fallback}`)
    .transform((url) => url.replace(/\/+$/, ''));

/** Whether a text is a web address without parameters, so that a path can be put after it. */
export function isPlainWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#\s]/.test(text);
}

/** Whether a text is the address of a Redis; its path is the number of a database or left out. */
export function isRedisAddress(text: string): boolean {
  return URL.canParse(text) && /^rediss?:\/\/[^/?]+(\/\d*)?(\?\S*)?$/i.test(text);
}
