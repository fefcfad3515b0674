import { clockStyles } from '../src/domain/time/timestamp.ts';
import { languages } from '../src/domain/words/language.ts';
import { type Command, commandGroup, subcommand } from '../src/newsroom/command/command.ts';
import {
  choice,
  integer,
  optional,
  paragraph,
  story as storyOption,
  text,
  webAddress,
} from '../src/newsroom/command/options.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { closeStory, reopenStory } from '../src/newsroom/story/close-story.ts';
import { editStory, removables } from '../src/newsroom/story/edit-story.ts';
import { listStories } from '../src/newsroom/story/list-stories.ts';
import { openStory } from '../src/newsroom/story/open-story.ts';
import { showStory } from '../src/newsroom/story/show-story.ts';
import { showLog } from '../src/newsroom/story/story-log.ts';
import { pictureOptions } from './common-options.ts';

const story = optional(
  storyOption({ description: 'The story; the only live one when left out', example: 'lindhavn-ferries' }),
);
const title = text({
  description: "The story's headline",
  example: 'Lindhavn ferry strike',
  maxLength: 100,
});
const timezone = text({
  description: 'The time zone of all its times',
  example: 'Europe/Oslo',
  maxLength: 60,
});
const slug = text({
  description: 'Its short name, unique and never changed; made from the title when left out',
  example: 'lindhavn-ferries',
  maxLength: 40,
});

const remove = optional(
  choice(removables, { description: 'What to take away, such as the image', example: 'image' }),
);

/** The options that `/story open` and `/story edit` share. An edit may also clear a text. */
function words(mayBeBlank: boolean) {
  return {
    lead: optional(
      paragraph({
        description: 'One or two sentences that say what the story is about',
        example: 'The strike by harbour pilots has stopped all ferry traffic since Monday.',
        maxLength: 600,
        mayBeBlank,
        isPlain: true,
      }),
    ),
    label: optional(
      text({
        description: 'Your own words for the zone, instead of the usual ones',
        example: 'Oslo time',
        maxLength: 30,
        mayBeBlank,
      }),
    ),
    clock: optional(
      choice(clockStyles, {
        description: 'ap for 1:09 p.m., 24h for 13.09; languages other than English use 13:09',
        example: '24h',
      }),
    ),
    language: optional(
      choice(languages, {
        description: "The language of Dateline's own words: en English, pl Polish, ar Arabic",
        example: 'pl',
      }),
    ),
    byline: optional(
      text({ description: 'Who writes the story', example: 'the Lindhavn Desk', maxLength: 120, mayBeBlank }),
    ),
    url: optional(
      webAddress({ description: 'The address of the full story', example: 'https://example.org/lindhavn' }),
    ),
    ...pictureOptions,
  };
}

const page = optional(integer({ description: 'The page; 1, the newest, when left out', example: '2' }));
const format = optional(
  choice(['page', 'file'], { description: 'file: all of it, as JSON Lines', example: 'file' }),
);

/** `/story`: opens, shows and closes stories. */
export const storyCommand = (room: Newsroom): Command =>
  commandGroup('story', 'Write', 'Open, edit, show and close stories', [
    ...wording(room),
    ...reading(room),
    ...closing(room),
  ]);

/** Subcommands that set what a story says. */
const wording = (room: Newsroom) => [
  subcommand('open', {
    description: 'Open a story',
    access: 'editor',
    options: { title, timezone, slug: optional(slug), ...words(false) },
    positional: ['title'],
    paragraph: 'lead',
    examples: [
      '/story open title:"Lindhavn ferry strike" timezone:Europe/Oslo',
      '/story open title:"Lindhavn ferry strike" timezone:Europe/Oslo slug:pilots-strike byline:"the Lindhavn Desk"',
    ],
    run: (input, call) => openStory(room, input, call),
  }),
  subcommand('edit', {
    description: "Change a story's texts and settings",
    access: 'editor',
    options: { story, title: optional(title), timezone: optional(timezone), ...words(true), remove },
    positional: ['story'],
    paragraph: 'lead',
    examples: ['/story edit lindhavn-ferries title:"A better title" clock:24h'],
    run: (input, call) => editStory(room, input, call),
  }),
];

/** Subcommands that show stories. */
const reading = (room: Newsroom) => [
  subcommand('show', {
    description: 'Show the current state of a story',
    access: 'anyone',
    options: { story },
    positional: ['story'],
    examples: ['/story show lindhavn-ferries'],
    run: (input) => showStory(room, input.story),
  }),
  subcommand('list', {
    description: 'List the stories, live ones first',
    access: 'anyone',
    options: {},
    examples: ['/story list'],
    run: () => listStories(room),
  }),
];

/** Subcommands that close and reopen a story, and show its log. */
const closing = (room: Newsroom) => [
  subcommand('close', {
    description: 'Close a story; what it published stays',
    access: 'chief',
    options: { story },
    positional: ['story'],
    examples: ['/story close lindhavn-ferries'],
    run: (input, call) => closeStory(room, input.story, call),
  }),
  subcommand('reopen', {
    description: 'Make a closed story live again',
    access: 'chief',
    options: { story: storyOption({ description: 'The closed story', example: 'lindhavn-ferries' }) },
    positional: ['story'],
    examples: ['/story reopen lindhavn-ferries'],
    run: (input, call) => reopenStory(room, input.story, call),
  }),
  subcommand('log', {
    description: 'See who did what, and when',
    access: 'editor',
    options: { story, page, format },
    positional: ['story'],
    examples: ['/story log lindhavn-ferries', '/story log story:lindhavn-ferries format:file'],
    run: (input, call) => showLog(room, input, call),
  }),
];
