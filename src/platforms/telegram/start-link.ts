import type { PageReference, PostAction } from '../../domain/post-button.ts';
import { isSlug } from '../../domain/slug.ts';
import type { Invocation } from '../../newsroom/command/dispatcher.ts';
import { invocationOf, pageWords, readPageWords } from '../../newsroom/dispatch/post-action.ts';

/**
 * An address that opens the private chat with the bot, where a tap on "Start" sends `/start ACTION_SLUG`. The payload
 * may have up to 64 of `A-Z a-z 0-9 _ -` (https://core.telegram.org/bots/features#deep-linking); every slug fits.
 */
export function startLink(username: string, action: PostAction, slug: string): string {
  return `https://t.me/${username}?start=${action}_${slug}`;
}

/** The same for a later page of a digest. */
export function pageLink(username: string, page: PageReference): string {
  return `https://t.me/${username}?start=more_${pageWords(page).join('_')}`;
}

/** The same for a stored button, whose command then runs in the private chat. Tokens are base64url. */
export function buttonLink(username: string, token: string): string {
  return `https://t.me/${username}?start=${pressPrefix}${token}`;
}

const pressPrefix = 'b_';

/** The token in the payload of a {@link buttonLink}; undefined for any other payload. */
export function readPressPayload(payload: string): string | undefined {
  return payload.startsWith(pressPrefix) ? payload.slice(pressPrefix.length) : undefined;
}

/** What the payload of a {@link startLink} or {@link pageLink} asks for; undefined for any other payload. */
export function readStartPayload(payload: string): Invocation | undefined {
  if (payload.startsWith('more_')) return readPageWords(payload.split('_').slice(1));
  const [, action, slug = ''] = /^(digest|follow)_(.+)$/.exec(payload) ?? [];
  if (!isSlug(slug)) return undefined;
  return invocationOf(action === 'follow' ? 'follow' : 'digest', slug);
}
