import type { DigestPage } from '../../domain/compose/compose-digest.ts';
import type { DigestFormat } from '../../domain/digest.ts';
import type { Story } from '../../domain/story.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Language } from '../../domain/words/language.ts';
import { say } from '../../domain/words/words.ts';
import type { Action, Answer } from '../command/answer.ts';
import type { RawInput } from '../command/call.ts';

/** Which page of a digest was given. */
export interface GivenPage {
  readonly story: Story;
  readonly since?: Instant;
  readonly format: DigestFormat;
  readonly from?: number;
  readonly language: Language;
}

/** The commands behind the buttons of a digest; nobody types them. */
export const pagePath = ['digest-page'] as const;
/** The same, for the presser's private chat. */
export const privatePagePath = ['digest-private'] as const;

/** A page with its buttons: the next page, the full text of a brief one, the whole story, and to the private chat. */
export function pageAnswer({ content, next }: DigestPage, given: GivenPage): Answer {
  return { content, actions: actionsOf(next, given) };
}

function actionsOf(next: number | undefined, given: GivenPage): readonly Action[] {
  const { language, format, since, from } = given;
  const label = {
    more: say(language, 'moreButton'),
    full: say(language, 'fullTextButton'),
    start: say(language, 'fromStartButton'),
    private: say(language, 'toPrivateButton'),
  };
  const { from: _, ...first } = given;
  const { since: __, ...whole } = first;
  const input = inputOf({ ...given, format });
  return [
    ...(next === undefined
      ? []
      : [{ label: label.more, path: pagePath, input: inputOf({ ...given, from: next }) }]),
    ...(format === 'brief'
      ? [{ label: label.full, path: pagePath, input: inputOf({ ...first, format: 'full' }) }]
      : []),
    ...(since === undefined || from !== undefined
      ? []
      : [{ label: label.start, path: pagePath, input: inputOf(whole) }]),
    { label: label.private, path: privatePagePath, input, isPrivate: true },
  ];
}

function inputOf({ story, since, format, from }: GivenPage): RawInput {
  return {
    story: story.slug,
    format,
    ...(since !== undefined && { since }),
    ...(from !== undefined && { from }),
  };
}
