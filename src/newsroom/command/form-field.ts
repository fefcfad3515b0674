import type { EntryText } from '../../domain/entry.ts';
import type { FormField, Options } from './command.ts';

/** The greatest length of a form's text field (Discord documentation, Components: text input, max_length). */
export const maxFieldLength = 4_000;

/** What a form's field needs besides its option. */
export interface FieldWords {
  readonly option: string;
  readonly label: string;
  readonly required: boolean;
  readonly value?: string;
}

/** A form's field for one of a command's options, with the option's type and limit. */
export function formField(options: Options, { value, ...words }: FieldWords): FormField {
  const option = options[words.option];
  return {
    ...words,
    paragraph: option?.type === 'paragraph',
    maxLength: Math.min(option?.maxLength ?? maxFieldLength, maxFieldLength),
    ...(value && { value }),
  };
}

/** Fields to rewrite an entry, filled with its present words. */
export function wordFields(
  options: Options,
  { headline, body, source = '' }: EntryText,
): readonly FormField[] {
  return [
    formField(options, { option: 'headline', label: 'Headline', required: true, value: headline }),
    formField(options, { option: 'body', label: 'Text (Markdown)', required: false, value: body }),
    formField(options, { option: 'source', label: 'Source', required: false, value: source }),
  ];
}
