import type { Part, TextEntity } from '../../../src/platforms/platform.ts';
import { lookOf, type Stretch } from './stretch.ts';

/** What Dateline calls the formatting of each type of entity that it sends. */
const formats: Readonly<Record<string, string>> = {
  bold: 'bold',
  italic: 'italic',
  strikethrough: 'strike',
  spoiler: 'spoiler',
  code: 'code',
  pre: 'code-block',
  text_link: 'link',
  blockquote: 'quote',
  date_time: 'clock',
};

const styles = new Set(['bold', 'italic', 'strikethrough', 'spoiler']);
const closed = new Set(['code', 'pre', 'date_time']);
/** What may begin with the indentation of code. */
const indented = new Set([...closed, 'blockquote']);

/** What is wrong with a part by the Bot API's rules for text and entities; empty when nothing is. */
export function partFaults(part: Part): readonly string[] {
  const { text, entities } = part;
  const faults = text === text.trim() ? [] : ['Telegram would strip white space, and move the entities'];
  for (const [index, entity] of entities.entries()) {
    faults.push(...entityFaults(entity, text));
    for (let at = index + 1; at < entities.length; at += 1) {
      const inner = entities[at];
      if (inner === undefined || inner.offset >= entity.offset + entity.length) break;
      if (clash(entity, inner)) faults.push(`${entity.type} and ${inner.type} clash at ${inner.offset}`);
    }
    if (entity.offset < (entities[index - 1]?.offset ?? 0)) faults.push('the entities are not in order');
  }
  return faults;
}

function entityFaults(entity: TextEntity, text: string): readonly string[] {
  const end = entity.offset + entity.length;
  const covered = text.slice(entity.offset, end);
  if (formats[entity.type] === undefined) return [`${entity.type} is no entity that Dateline sends`];
  if (covered.length !== entity.length || entity.length <= 0)
    return [`${entity.type} lies outside of the text`];
  if (covered !== covered.trim() && !indented.has(entity.type))
    return [`${entity.type} begins or ends in white space`];
  const isCut = [entity.offset, end].some((at) =>
    /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1)),
  );
  return isCut ? [`${entity.type} cuts a character in two`] : [];
}

/** Whether two that overlap must not: `first` begins before `second` or holds it. */
function clash(first: TextEntity, second: TextEntity): boolean {
  if (second.offset + second.length > first.offset + first.length) return true;
  if (first.type === second.type) return true;
  if (first.type === 'blockquote') return false;
  if (closed.has(first.type) || closed.has(second.type)) return true;
  return !styles.has(first.type) && !styles.has(second.type);
}

/** What a part's text shows, by its entities. */
export function readTelegram({ text, entities }: Part): readonly Stretch[] {
  const edges = entities.flatMap(({ offset, length }) => [offset, offset + length]);
  const cuts = [...new Set([0, ...edges, text.length])].toSorted((a, b) => a - b);
  let from = 0;
  return cuts.slice(1).map((end, index) => {
    const start = cuts[index] ?? 0;
    // Those that ended before this stretch need not be looked at again.
    while ((entities[from]?.offset ?? end) + (entities[from]?.length ?? 0) <= start) from += 1;
    const around = entities
      .slice(from, from + 100)
      .filter(({ offset, length }) => offset <= start && end <= offset + length);
    return { text: text.slice(start, end), look: lookOf(around.map(({ type }) => formats[type] ?? type)) };
  });
}

/** A part's text with each entity written around what it covers: `<bold>Headline</bold> (1:09 p.m.)`. */
export function telegramShows(part: Part): string {
  let shown = '';
  for (let at = 0; at <= part.text.length; at += 1) {
    const ending = part.entities.filter((entity) => entity.offset + entity.length === at).toReversed();
    const starting = part.entities.filter((entity) => entity.offset === at);
    shown += ending.map(({ type }) => `</${type}>`).join('');
    shown += starting
      .map(({ type, url, language }) => `<${[type, url, language].filter(Boolean).join(' ')}>`)
      .join('');
    shown += part.text[at] ?? '';
  }
  return shown;
}
