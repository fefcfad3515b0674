import { defaultLanguage, type Language } from './language.ts';
import type { Story } from './story.ts';
import { say } from './words.ts';

/** What a button under a post does for the person who presses it, and for nobody else. */
export type PostAction = 'digest' | 'follow';

/**
 * A button under a post, as every platform can read it. A platform leaves out what it cannot do well. The token of an
 * `action` stands for a kept command, which is run as the person who presses the button.
 */
export type PostButton =
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: PostAction; readonly label: string; readonly slug: string }
  | { readonly kind: 'action'; readonly label: string; readonly token: string };

/** The buttons under a story's card. A closed story is not followed any more. */
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
