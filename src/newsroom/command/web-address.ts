import type { RelatedLink } from '../../domain/story.ts';

/** Whether a text is a web address that both platforms make a link of: http or https, with a host. */
export function isWebAddress(value: string): boolean {
  return /^https?:\/\/[^\s<>]+$/i.test(value) && URL.canParse(value);
}

/**
 * Reads `Title https://…`, `https://… Title` or an address alone, which is then titled by its host. Undefined when
 * there is no web address in it.
 */
export function readRelatedLink(value: string): RelatedLink | undefined {
  const url = value.split(/\s+/).find(isWebAddress);
  if (url === undefined) return undefined;
  const title = value.replace(url, '').replaceAll(/\s+/g, ' ').trim();
  return { title: title === '' ? new URL(url).host : title, url };
}
