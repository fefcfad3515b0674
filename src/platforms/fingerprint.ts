import { createHash } from 'node:crypto';
import type { Part } from './platform.ts';

const characters = 10;

/** A short stable hash of what a part shows: 60 bits of SHA-256 as ten characters of base64url. */
export function fingerprintOf({ text, entities, picture }: Omit<Part, 'fingerprint'>): string {
  const shown = [
    text,
    entities.map(({ type, offset, length, url, language }) => [type, offset, length, url, language]),
    picture && [picture.mediaId, picture.mimeType, picture.credit, picture.alt],
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, characters);
}
