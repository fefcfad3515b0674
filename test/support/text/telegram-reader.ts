import type { Part, TextEntity } from '../../../src/platforms/platform.ts';

const styles = new Set(['bold', 'italic', 'strikethrough', 'spoiler']);
const closed = new Set(['code', 'pre']);

/** What is wrong with a part's entities by the Bot API's rules; empty when nothing is. */
export function entityFaults(part: Part): readonly string[] {
  const alone = part.entities.flatMap((entity) => faultsOf(entity, part.text));
  const together = part.entities.flatMap((outer, index) =>
    part.entities
      .slice(index + 1)
      .flatMap((inner) => (clash(outer, inner) ? [`${outer.type} and ${inner.type} clash`] : [])),
  );
  return [...alone, ...together];
}

function faultsOf(entity: TextEntity, text: string): readonly string[] {
  const covered = text.slice(entity.offset, entity.offset + entity.length);
  if (covered.length !== entity.length || covered.length === 0)
    return [`${entity.type} lies outside of the text`];
  return covered.trim() === '' ? [`${entity.type} covers white space only`] : [];
}

function clash(first: TextEntity, second: TextEntity): boolean {
  const end = first.offset + first.length;
  if (second.offset >= end) return false;
  if (second.offset + second.length > end) return true;
  if (first.type === second.type) return true;
  if (first.type === 'blockquote') return false;
  if (closed.has(first.type) || closed.has(second.type)) return true;
  return !styles.has(first.type) && !styles.has(second.type);
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
