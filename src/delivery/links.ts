import { createHash } from 'node:crypto';
import type { Part } from '../platforms/platform.ts';

/** Addresses that differ by destination: from the placeholder to one destination's address. */
export type Links = ReadonlyMap<string, string>;

/**
 * The length of the longest address of a message, so that a text that fits with a placeholder fits with any address.
 * The longest are Discord's: `https://discord.com/channels/` and three ids of at most 20 digits.
 */
const placeholderLength = 96;
const placeholderStart = 'https://entry.invalid/';

/** The placeholder for the address of an entry's message, while a text is rendered for all destinations. */
export function placeholderOf(number: number): string {
  return placeholderStart + String(number).padStart(placeholderLength - placeholderStart.length, '0');
}

/** Replaces the placeholders by a destination's own addresses. */
export function withLinks(parts: readonly Part[], links: Links): readonly Part[] {
  return parts.map((part) => linked(part, links));
}

function linked(part: Part, links: Links): Part {
  const isMeant = (url: string | undefined) => url?.startsWith(placeholderStart) ?? false;
  if (!part.text.includes(placeholderStart) && !part.entities.some(({ url }) => isMeant(url))) return part;
  let { text } = part;
  for (const [placeholder, url] of links) text = text.replaceAll(placeholder, url);
  const entities = part.entities.map((entity) => {
    const url = entity.url === undefined ? undefined : links.get(entity.url);
    return url === undefined ? entity : { ...entity, url };
  });
  return { ...part, text, entities, fingerprint: fingerprintWith(part.fingerprint, [...links.values()]) };
}

function fingerprintWith(fingerprint: string, urls: readonly string[]): string {
  const shown = JSON.stringify([fingerprint, ...urls]);
  return createHash('sha256').update(shown).digest('base64url').slice(0, fingerprint.length);
}
