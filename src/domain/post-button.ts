import type { Story } from './story.ts';
import type { Instant } from './time/instant.ts';
import { defaultLanguage, type Language } from './words/language.ts';
import { say } from './words/words.ts';

/** What a button under a post does, for the person who presses it alone. */
export type PostAction = 'digest' | 'follow';

/**
 * A button under a post, independent of the platform. A platform leaves out what it cannot do well. The token of an
 * `action` names a stored command, which runs as the person who presses the button.
 */
export type PostButton =
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: PostAction; readonly label: string; readonly slug: string }
  | { readonly kind: 'action'; readonly label: string; readonly token: string }
  | { readonly kind: 'more'; readonly label: string; readonly page: PageReference };

/** A later page of a full digest. */
export interface PageReference {
  readonly slug: string;
  /** Where the digest begins; absent for the story's beginning. */
  readonly since?: Instant;
  /** The number of the entry with which the page begins. */
  readonly from: number;
}

/** The buttons under a posted digest: the full story, and the rest that did not fit on its one screen. */
export function digestButtons(
  { url }: Pick<Story, 'url'>,
  next: PageReference | undefined,
  language: Language = defaultLanguage,
): readonly PostButton[] {
  return [
    ...(next === undefined
      ? []
      : [{ kind: 'more', label: say(language, 'moreButton'), page: next } as const]),
    ...(url === undefined ? [] : [{ kind: 'link', label: say(language, 'storyButton'), url } as const]),
  ];
}

/** The buttons under a story's card. A closed story can no longer be followed. */
export function cardButtons(
  { slug, url, state }: Pick<Story, 'slug' | 'url' | 'state'>,
  language: Language = defaultLanguage,
): readonly PostButton[] {
  const label = { link: say(language, 'storyButton'), digest: say(language, 'digestButton') };
  return [
    ...(url === undefined ? [] : [{ kind: 'link', label: label.link, url } as const]),
    { kind: 'digest', label: label.digest, slug },
    ...(state === 'live' ? [{ kind: 'follow', label: say(language, 'followButton'), slug } as const] : []),
  ];
}
