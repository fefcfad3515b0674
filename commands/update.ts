import { urgencies } from '../src/domain/entry.ts';
import type { RawInput } from '../src/newsroom/command/call.ts';
import { type Command, command, type Form } from '../src/newsroom/command/command.ts';
import { formField } from '../src/newsroom/command/form-field.ts';
import { choice, optional, paragraph, relatedLink, story, text } from '../src/newsroom/command/options.ts';
import { writeUpdate } from '../src/newsroom/entry/write-update.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { liveStoryMeant } from '../src/newsroom/story/story-meant.ts';
import { pictureOptions } from './common-options.ts';

/** The options of an update. */
export const updateOptions = {
  story: optional(
    story({ description: 'The story; the only live one when left out', example: 'lindhavn-ferries' }),
  ),
  headline: text({
    description: 'What happened, in one line; up to 64 characters are best',
    example: 'Ferries will not sail before Friday',
    maxLength: 100,
  }),
  body: optional(
    paragraph({
      description: 'The text, in Markdown; on Discord, a form asks for it when it is left out',
      example: 'The harbour authority said the breakwater needs a second inspection.',
      maxLength: 6_000,
    }),
  ),
  urgency: optional(
    choice(urgencies, {
      description: 'flash rings, quiet makes no sound; normal when left out',
      example: 'normal',
    }),
  ),
  key: optional(
    text({
      description: 'A line for the key developments, about ten words; makes this a key update',
      example: 'Ferries will not sail before Friday, port chief says',
      maxLength: 120,
    }),
  ),
  source: optional(
    text({ description: 'How we know', example: 'Lindhavn harbour authority', maxLength: 200 }),
  ),
  ...pictureOptions,
  related: optional(
    relatedLink({
      description: 'A related article: its title and address',
      example: 'Why the breakwater failed https://example.org/breakwater',
    }),
  ),
  at: optional(
    text({
      description: "Publish later, at a time in the story's zone: 18:00, tomorrow 9am, 30 min",
      example: 'tomorrow 9am',
      maxLength: 60,
    }),
  ),
  embargo: optional(
    text({
      description: 'Publish at this moment, and show nothing of it before: tomorrow 12:01am',
      example: 'tomorrow 12:01am',
      maxLength: 60,
    }),
  ),
  again: optional(
    choice(['yes', 'no'], {
      description: 'yes to publish it although the same text was published, or sent in, just before',
      example: 'yes',
    }),
  ),
};

/** `/update`: publishes an update of a story, now or later; a reporter's goes to the desk. */
export const update = (room: Newsroom): Command =>
  command('update', 'Write', {
    description: 'Publish an update of a story',
    access: 'reporter',
    options: updateOptions,
    positional: ['story', 'headline'],
    paragraph: 'body',
    showsFirst: true,
    examples: [
      '/update lindhavn-ferries What happened, in one line source:"who says so"',
      '/update story:lindhavn-ferries headline:"What is urgent, in one line" urgency:flash key:"What it means, in one line"',
    ],
    form: (raw) => bodyForm(room, raw),
    run: (input, call) => writeUpdate(room, input, call),
  });

/** The form for a body that was left out. Throws Refusal for a closed or unknown story. */
export async function bodyForm(room: Newsroom, raw: RawInput): Promise<Form | undefined> {
  if (raw['body'] !== undefined) return undefined;
  const slug = updateOptions.story.schema.parse(raw['story']);
  const { headline } = await liveStoryMeant(room, slug);
  return {
    title: shortened(headline),
    fields: [formField(updateOptions, { option: 'body', label: 'Text (Markdown)', required: true })],
  };
}

/** The greatest length of a form's title (Discord documentation, Interactions: modal, title). */
const maxTitleLength = 45;

function shortened(headline: string): string {
  return headline.length <= maxTitleLength ? headline : `${headline.slice(0, maxTitleLength - 1).trimEnd()}…`;
}
