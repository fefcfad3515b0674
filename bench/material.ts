import type { Entry, EntryText } from '../src/domain/entry.ts';
import type { Person } from '../src/domain/person.ts';
import type { Story } from '../src/domain/story.ts';

const editor: Person = { id: 'discord:1', name: 'Ada Lind' };

/** A story as newsrooms open it. */
export const story: Story = {
  slug: 'maren-flood',
  headline: 'Maren flood',
  lead: 'The river has risen two metres since Sunday, and the lower town is being cleared.',
  zone: 'Europe/Oslo',
  related: [],
  state: 'live',
  openedAt: Date.UTC(2026, 1, 23, 20),
  keyDevelopments: [],
  lastNumber: 0,
};

/** The text of the `number`th update: of usual length, with the formatting that editors use. */
export function textOf(number: number): EntryText {
  return {
    headline: `Water at gauge ${number} passes the mark of 1987`,
    body: [
      `The level at gauge ${number} reached **4.${10 + (number % 90)} metres** shortly after noon, the water authority said. It has never been higher since measuring began.`,
      'What is closed now:\n\n- the quay road between the mill and the [old bridge](https://example.org/bridge)\n- both underpasses at the station\n- the *Saturday market*',
      '> We ask everybody below the church to leave before dark, said Berit Aas, who leads the operation.',
    ].join('\n\n'),
    source: 'Maren water authority',
  };
}

/** The `number`th entry of the story, just published. */
export function entryOf(number: number): Entry {
  const publishedAt = story.openedAt + number * 600_000;
  return {
    slug: story.slug,
    number,
    urgency: 'normal',
    key: false,
    status: 'usable',
    publishedAt,
    revisions: [{ signal: 'new', text: textOf(number), by: editor, at: publishedAt }],
  };
}
