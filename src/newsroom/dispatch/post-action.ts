import type { PageReference, PostAction } from '../../domain/post-button.ts';
import { isSlug } from '../../domain/slug.ts';
import type { Invocation } from '../command/dispatcher.ts';
import { pagePath } from '../digest/digest-answer.ts';

/** The command behind each button of a post. */
const paths: Readonly<Record<PostAction, readonly string[]>> = { digest: ['digest'], follow: ['subscribe'] };

/** What a post's button runs, as the person who presses it. */
export function invocationOf(action: PostAction, slug: string): Invocation {
  return { path: paths[action], input: { story: slug } };
}

const tokenPrefix = 'p:';

/**
 * The token of a button under a post, at most 51 bytes. Nothing is stored for it, since such buttons live as long as
 * their posts. It exists for digests only: pressing one changes nothing, wherever the button is.
 */
export function digestToken(slug: string): string {
  return `${tokenPrefix}digest:${slug}`;
}

/** Whether a token belongs to a post's button, rather than to a stored action. */
export function isPostToken(token: string): boolean {
  return token.startsWith(tokenPrefix);
}

/** The token of a digest's "More", at most 60 bytes. Moments and entry numbers are in base 36. */
export function moreToken(page: PageReference): string {
  return `${tokenPrefix}more:${pageWords(page).join(':')}`;
}

/** The page that a digest's "More" leads to, as three words of `a-z 0-9 -`; {@link readPageWords} reads them back. */
export function pageWords({ slug, since = 0, from }: PageReference): readonly [string, string, string] {
  return [slug, since.toString(36), from.toString(36)];
}

/** The page that {@link pageWords} wrote, as the command to run; undefined for anything else. */
export function readPageWords([slug = '', since = '', from = '']: readonly string[]): Invocation | undefined {
  const [start, first] = [since, from].map((word) => Number.parseInt(word, 36));
  if (!isSlug(slug) || !Number.isSafeInteger(start) || !Number.isSafeInteger(first)) return undefined;
  const input = { story: slug, format: 'full', from: first ?? 0, ...(start && { since: start }) };
  return { path: pagePath, input };
}

/** What the token of a post's button runs; undefined for a token that Dateline did not write. */
export function readPostToken(token: string): Invocation | undefined {
  const [, action, ...words] = token.split(':');
  if (action === 'more') return readPageWords(words);
  const [slug = ''] = words;
  return action === 'digest' && words.length === 1 && isSlug(slug) ? invocationOf('digest', slug) : undefined;
}
