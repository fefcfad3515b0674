import type { PostAction } from '../domain/post-button.ts';
import { isSlug } from '../domain/slug.ts';
import type { Invocation } from './dispatcher.ts';

/** The command behind each button of a post. */
const paths: Readonly<Record<PostAction, readonly string[]>> = { digest: ['digest'], follow: ['subscribe'] };

/** What a button of a post runs, as the person who presses it. */
export function invocationOf(action: PostAction, slug: string): Invocation {
  return { path: paths[action], input: { story: slug } };
}

const tokenPrefix = 'p:';

/**
 * The token of a button under a post, at most 51 bytes. Nothing is kept for it: such buttons live as long as their
 * posts. It is written for the digest alone: whoever presses it changes nothing, wherever it stands.
 */
export function digestToken(slug: string): string {
  return `${tokenPrefix}digest:${slug}`;
}

/** Whether a token is one of a post's button, and not one of a kept action. */
export function isPostToken(token: string): boolean {
  return token.startsWith(tokenPrefix);
}

/** What the token of a post's button runs; undefined for one that {@link digestToken} does not write. */
export function readPostToken(token: string): Invocation | undefined {
  const [, slug = ''] = /^p:digest:(.+)$/.exec(token) ?? [];
  return isSlug(slug) ? invocationOf('digest', slug) : undefined;
}
