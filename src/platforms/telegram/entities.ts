import type { Line } from '../../domain/text/lines.ts';
import type { Run } from '../../domain/text/runs.ts';
import type { TextEntity } from '../platform.ts';

/** A run with its offset in a message's text, in UTF-16 units. */
export interface PlacedRun {
  readonly run: Run;
  readonly offset: number;
}

const styles = {
  bold: ['strong', 'heading'],
  italic: ['emphasis', 'small'],
  strikethrough: ['strike'],
  spoiler: ['spoiler'],
  code: ['code'],
} as const;

/** One stretch with one look, before neighbours are joined. */
interface Stretch {
  readonly key: string;
  readonly entity: TextEntity;
}

/**
 * The entities of one line's runs, outer ones first. Code has no other entity inside or around it, as the Bot API's
 * rules for nested entities require.
 */
export function lineEntities(placed: readonly PlacedRun[]): readonly TextEntity[] {
  const joined = new Map<string, TextEntity[]>();
  for (const { key, entity } of placed.flatMap(stretches)) {
    const same = joined.get(key) ?? [];
    const last = same.at(-1);
    joined.set(key, same);
    if (last && last.offset + last.length === entity.offset) {
      same[same.length - 1] = { ...last, length: last.length + entity.length };
    } else same.push(entity);
  }
  const text = placed.map(({ run }) => run.text).join('');
  const start = placed[0]?.offset ?? 0;
  return uncrossed([...joined.values()].flat())
    .flatMap((entity) => withoutSpace(entity, text, start))
    .toSorted((a, b) => a.offset - b.offset || b.length - a.length);
}

/** An entity after a cut may begin or end in white space, which Telegram would not count. */
function withoutSpace(entity: TextEntity, text: string, start: number): readonly TextEntity[] {
  if (entity.type === 'code' || entity.type === 'text_link') return [entity];
  const covered = text.slice(entity.offset - start, entity.offset - start + entity.length);
  const offset = entity.offset + covered.length - covered.trimStart().length;
  const length = covered.trim().length;
  return length === 0 ? [] : [{ ...entity, offset, length }];
}

/**
 * Cuts an entity in two where it begins inside another one and ends outside; of a link and a style, the style. A
 * piece may cross an entity that the whole did not, so it is checked again.
 */
function uncrossed(entities: readonly TextEntity[]): readonly TextEntity[] {
  const pieces = cutOnce(entities);
  return pieces.length === entities.length ? pieces : uncrossed(pieces);
}

function cutOnce(entities: readonly TextEntity[]): readonly TextEntity[] {
  const edges = new Map<TextEntity, number[]>();
  for (const [first, second] of overlapping(entities)) {
    const { cut, at } = crossing(first, second) ?? {};
    if (cut !== undefined && at !== undefined) edges.set(cut, [...(edges.get(cut) ?? []), at]);
  }
  return entities.flatMap((entity) => {
    const ends = new Set([...(edges.get(entity) ?? []), entity.offset + entity.length]);
    let offset = entity.offset;
    return [...ends]
      .toSorted((a, b) => a - b)
      .map((end) => {
        const piece = { ...entity, offset, length: end - offset };
        offset = end;
        return piece;
      });
  });
}

/** All pairs of entities that cover the same character, the one that begins first before the other. */
function overlapping(entities: readonly TextEntity[]): readonly (readonly [TextEntity, TextEntity])[] {
  const pairs: [TextEntity, TextEntity][] = [];
  let open: readonly TextEntity[] = [];
  for (const entity of entities.toSorted((a, b) => a.offset - b.offset)) {
    open = open.filter((other) => other.offset + other.length > entity.offset);
    pairs.push(...open.map((other): [TextEntity, TextEntity] => [other, entity]));
    open = [...open, entity];
  }
  return pairs;
}

/** Which of two entities to cut, and where, when the second begins inside the first and ends after it. */
function crossing(
  first: TextEntity,
  second: TextEntity,
): { readonly cut: TextEntity; readonly at: number } | undefined {
  const end = first.offset + first.length;
  if (first.offset === second.offset || second.offset + second.length <= end) return undefined;
  return second.type === 'text_link' ? { cut: first, at: second.offset } : { cut: second, at: end };
}

function stretches({ run, offset }: PlacedRun): readonly Stretch[] {
  const length = run.text.length;
  if (length === 0) return [];
  if (run.marks.includes('code') && run.text.trim() !== '') {
    return [{ key: `code ${offset}`, entity: { type: 'code', offset, length } }];
  }
  const found: Stretch[] = [];
  if (run.clock !== undefined) {
    const unix_time = Math.floor(run.clock / 1000);
    const entity = { type: 'date_time', offset, length, unix_time, date_time_format: 't' };
    found.push({ key: `date_time ${offset}`, entity });
  }
  if (run.url !== undefined && run.url !== run.text) {
    found.push({ key: `link ${run.url}`, entity: { type: 'text_link', offset, length, url: run.url } });
  }
  for (const [type, marks] of Object.entries(styles)) {
    const marked = marks.some((mark) => run.marks.includes(mark));
    if (marked && type !== 'code') found.push({ key: type, entity: { type, offset, length } });
  }
  return found;
}

/** The entity of a code block; with `language` only if it is known. */
export function codeEntity(line: Line, offset: number, length: number): TextEntity {
  return line.language === undefined
    ? { type: 'pre', offset, length }
    : { type: 'pre', offset, length, language: line.language };
}
