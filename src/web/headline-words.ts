import type { Language } from '../domain/words/language.ts';
import { say } from '../domain/words/words.ts';
import type { ShownEntry } from './article.ts';

/** An entry's headline where it stands by itself, without a mark beside it: a flash says so, as it does in chat. */
export function headlineWords(
  { headline, urgency }: Pick<ShownEntry, 'headline' | 'urgency'>,
  language: Language,
): string {
  return urgency === 'flash' ? say(language, 'flash', { headline }) : headline;
}
