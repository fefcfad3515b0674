import type { PostAction } from '../../domain/post-button.ts';
import { isSlug } from '../../domain/slug.ts';
import type { Invocation } from '../../newsroom/dispatcher.ts';
import { invocationOf } from '../../newsroom/post-action.ts';

/**
 * An address that opens the private chat with the bot, where one tap on "Start" sends `/start ACTION_SLUG`. The
 * payload takes up to 64 of `A-Z a-z 0-9 _ -` (https://core.telegram.org/bots/features#deep-linking), which every slug
 * fits.
 */
export function startLink(username: string, action: PostAction, slug: string): string {
  return `https://t.me/${username}?start=${action}_${slug}`;
}

/** What the payload of a {@link startLink} asks for; undefined for any other. */
export function readStartPayload(payload: string): Invocation | undefined {
  const [, action, slug = ''] = /^(digest|follow)_(.+)$/.exec(payload) ?? [];
  if (!isSlug(slug)) return undefined;
  return invocationOf(action === 'follow' ? 'follow' : 'digest', slug);
}
