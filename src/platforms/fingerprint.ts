import { createHash } from 'node:crypto';
import type { PostButton } from '../domain/post-button.ts';
import type { Part, TextEntity } from './platform.ts';

const characters = 10;

/** A short stable hash of what a part shows: 60 bits of SHA-256 as ten characters of base64url. */
export function fingerprintOf({ text, entities, picture, buttons }: Omit<Part, 'fingerprint'>): string {
  const shown = [
    text,
    entities.map(entityWords),
    picture && [picture.mediaId, picture.mimeType, picture.credit, picture.alt],
    ...(buttons ?? []).map((button) => [button.kind, button.label, targetOf(button)]),
  ];
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, characters);
}

function targetOf(button: PostButton): string {
  switch (button.kind) {
    case 'link':
      return button.url;
    case 'action':
      return button.token;
    case 'digest':
    case 'follow':
      return button.slug;
    case 'more':
      return [button.page.slug, button.page.since ?? '', button.page.from].join(' ');
  }
}

function entityWords(entity: TextEntity): readonly unknown[] {
  const { type, offset, length, url, language, unix_time, date_time_format } = entity;
  const moment = unix_time === undefined ? [] : [unix_time, date_time_format];
  return [type, offset, length, url, language, ...moment];
}
