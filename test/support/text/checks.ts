import { MessageCreateRequestSchema, MessageEditRequestPartialSchema } from 'discord-api-spec/zod';
import { paragraph } from '../../../src/domain/text/build.ts';
import type { RichText } from '../../../src/domain/text/rich-text.ts';
import { createBody, editBody } from '../../../src/platforms/discord/bodies.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import type { Part, Render, RenderOptions } from '../../../src/platforms/platform.ts';
import { captionFields, textFields } from '../../../src/platforms/telegram/bodies.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';
import { linkHost } from './arbitraries.ts';
import { readDiscord } from './discord-reader.ts';
import { lookOf, type Stretch, words } from './stretch.ts';
import { partFaults, readTelegram } from './telegram-reader.ts';
import { readTree, textOf } from './tree-reader.ts';

/** What is wrong with a text as both platforms would be sent it; empty when nothing is. */
export function faultsOf(content: RichText, options: RenderOptions = {}): readonly string[] {
  const tree = readTree(content);
  return [
    ...named('Discord', discordFaults(tree, renderDiscord(content, options))),
    ...named('Telegram', telegramFaults(tree, renderTelegram(content, options))),
  ];
}

/**
 * The same, and also as it is posted on Telegram, with readers' clocks and without mentions, and whether the same text
 * gives the same parts and a change at its end leaves the earlier ones as they were.
 */
export function everyFaultOf(content: RichText, options: RenderOptions = {}): readonly string[] {
  const tree = readTree(content);
  const discord = renderDiscord(content, options);
  const telegram = renderTelegram(content, options);
  const posted = renderTelegram(content, options, { localTimes: true, quietNames: true });
  return [
    ...named('Discord', discordFaults(tree, discord)),
    ...named('Discord', unsteadyFaults({ content, options, render: renderDiscord, before: discord })),
    ...named('Telegram', telegramFaults(tree, telegram)),
    ...named('Telegram', unsteadyFaults({ content, options, render: renderTelegram, before: telegram })),
    ...named('Telegram, as posted', [...telegramFaults(tree, posted), ...posted.flatMap(mentionFaults)]),
  ];
}

function named(platform: string, faults: readonly string[]): readonly string[] {
  return faults.map((fault) => `${platform}: ${fault}`);
}

function discordFaults(tree: readonly Stretch[], parts: readonly Part[]): readonly string[] {
  // Discord has no way to show a bare address with a star in bold: texts with addresses are compared without looks.
  const looks = /https?:\/\//i.test(textOf(tree)) ? plainly : onDiscord;
  const read = ({ text }: Part) => looks(readDiscord(text.replaceAll(addressAfterLabel, '\u200b')));
  return [...parts.flatMap(discordPartFaults), ...differences(looks(tree), parts, read)];
}

function discordPartFaults(part: Part): readonly string[] {
  const created = createBody(
    { destination: 'discord:1', part, idempotencyKey: 'k', silent: false },
    undefined,
  );
  const edited = editBody(part);
  const allowed = JSON.stringify([created['allowed_mentions'], edited['allowed_mentions']]);
  return [
    ...(part.text.length > 2_000 ? [`${part.text.length} characters`] : []),
    ...(part.text === '' && part.picture === undefined ? ['an empty message'] : []),
    ...(part.text === part.text.trim() ? [] : ['white space at the ends, which Discord strips']),
    ...(MessageCreateRequestSchema.safeParse(created).success ? [] : ['the schema refuses the message']),
    ...(MessageEditRequestPartialSchema.safeParse(edited).success ? [] : ['the schema refuses the edit']),
    ...(allowed === '[{"parse":[]},{"parse":[]}]' ? [] : ['mentions are on']),
  ];
}

function telegramFaults(tree: readonly Stretch[], parts: readonly Part[]): readonly string[] {
  const read = (part: Part) => withoutClocks(readTelegram(part));
  return [...parts.flatMap(telegramPartFaults), ...differences(onTelegram(tree), parts, read)];
}

function telegramPartFaults(part: Part): readonly string[] {
  const limit = part.picture === undefined ? 4_096 : 1_024;
  const fields = { ...textFields(part), ...captionFields(part) };
  return [
    ...(part.text.length > limit ? [`${part.text.length} UTF-16 units`] : []),
    ...(part.text === '' && part.picture === undefined ? ['an empty message'] : []),
    ...(part.entities.length > 100 ? [`${part.entities.length} entities`] : []),
    ...('parse_mode' in fields ? ['a parse mode is set'] : []),
    ...partFaults(part),
  ];
}

/** Names that Telegram would take for mentions; it looks for none in code and links. */
function mentionFaults(part: Part): readonly string[] {
  return readTelegram(part)
    .filter(({ look }) => !/code|link|clock/.test(look))
    .filter(({ text }) => /(?<![\p{L}\p{N}_])@\w{2}/u.test(text.replaceAll(/https?:\/\/\S+/gi, '')))
    .map(({ text }) => `a mention rings in ${JSON.stringify(text)}`);
}

/** A reader's clock comes with a dot before it; no tree says how it is told. */
function withoutClocks(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.flatMap((stretch, index) => {
    if (isClock(stretch)) return [];
    const isBefore = isClock(stretches[index + 1]);
    return [isBefore ? { ...stretch, text: stretch.text.replace(/· $/, '') } : stretch];
  });
}

function isClock(stretch: Stretch | undefined): boolean {
  return stretch?.look.split(' ').includes('clock') ?? false;
}

/** Whether the parts together show the words of the tree in their looks, and nothing else but the parts' marks. */
function differences(
  tree: readonly Stretch[],
  parts: readonly Part[],
  read: (part: Part) => readonly Stretch[],
): readonly string[] {
  const wanted = words(tree);
  const shown = words(parts.flatMap((part, index) => withoutMark(read(part), index, parts.length)));
  return wanted === shown ? [] : [`shows\n${shown}\n--- instead of\n${wanted}`];
}

function withoutMark(stretches: readonly Stretch[], index: number, count: number): readonly Stretch[] {
  if (count < 2) return stretches;
  const last = stretches.findLastIndex(({ text }) => text.trim() !== '');
  return stretches[last]?.text.trim() === `(${index + 1}/${count})` ? stretches.slice(0, last) : stretches;
}

/** Links whose label Discord would not take have their address after it. */
const addressAfterLabel = new RegExp(` \\(<https://${linkHost.replace('.', '\\.')}/[^>]*>\\)`, 'g');

function onDiscord(stretches: readonly Stretch[]): readonly Stretch[] {
  // The end of a heading has no look of its own there, and a label that Discord would not take is none.
  const names: Readonly<Record<string, readonly string[]>> = { link: [], suffix: ['heading'] };
  return relooked(stretches, (format) => names[format] ?? [format]);
}

function onTelegram(stretches: readonly Stretch[]): readonly Stretch[] {
  const names: Readonly<Record<string, readonly string[]>> = {
    strong: ['bold'],
    heading: ['bold'],
    suffix: [],
    emphasis: ['italic'],
    small: ['italic'],
  };
  return relooked(stretches, (format) => names[format] ?? [format]);
}

function plainly(stretches: readonly Stretch[]): readonly Stretch[] {
  return stretches.map(({ text }) => ({ text, look: '' }));
}

function relooked(
  stretches: readonly Stretch[],
  to: (format: string) => readonly string[],
): readonly Stretch[] {
  return stretches.map(({ text, look }) => ({ text, look: lookOf(look.split(' ').flatMap(to)) }));
}

function unsteadyFaults(text: {
  readonly content: RichText;
  readonly options: RenderOptions;
  readonly render: Render;
  readonly before: readonly Part[];
}): readonly string[] {
  const { content, options, render, before } = text;
  const again = render(content, options);
  const longer = before.length < 2 ? before : render([...content, paragraph('And one more thing.')], options);
  const isSame = before.every((part, index) => part.fingerprint === again[index]?.fingerprint);
  const keeps = before.slice(0, -1).every((part, index) => unmarked(part) === unmarked(longer[index]));
  return [
    ...(isSame && before.length === again.length ? [] : ['another rendering gives other parts']),
    ...(keeps ? [] : ['a change at the end moves the parts before']),
  ];
}

function unmarked(part: Part | undefined): string | undefined {
  return part?.text.replace(/\n+(-# )?\(\d+\/\d+\)$/, '');
}
