import type { RelatedLink } from '../../domain/story.ts';
import { inOneLine } from '../../domain/text/same-text.ts';

/** Whether a text is a web address that both platforms link: http or https, with a host. */
export function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(value) && URL.canParse(value);
}

/**
 * Reads `Title https://…`, `https://… Title` or an address alone, which gets its host as title. Undefined without a
 * web address.
 */
export function readRelatedLink(value: string): RelatedLink | undefined {
  const url = value.split(/\s+/).find(isWebAddress);
  if (url === undefined) return undefined;
  const title = inOneLine(value.replace(url, ''));
  return { title: title === '' ? new URL(url).host : title, url };
}
