import type { Line } from '../../domain/lines.ts';
import type { Run } from '../../domain/runs.ts';
import type { TextEntity } from '../platform.ts';

/** A run that stands at an offset of a message's text, in UTF-16 units. */
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
 * rules for nested entities ask.
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
  return uncrossed([...joined.values()].flat()).toSorted(
    (a, b) => a.offset - b.offset || b.length - a.length,
  );
}

/** Cuts an entity in two where it begins inside of another and ends outside; of a link and a style, the style. */
function uncrossed(entities: readonly TextEntity[]): readonly TextEntity[] {
  return entities.flatMap((entity) => {
    const end = entity.offset + entity.length;
    const edges = new Set(entities.flatMap((other) => crossing(entity, other)));
    const starts = [entity.offset, ...[...edges].toSorted((a, b) => a - b)];
    return starts.map((offset, index) => ({
      ...entity,
      offset,
      length: (starts[index + 1] ?? end) - offset,
    }));
  });
}

function crossing(entity: TextEntity, other: TextEntity): readonly number[] {
  if (entity.type === 'text_link') return [];
  const end = entity.offset + entity.length;
  const otherEnd = other.offset + other.length;
  if (other.offset < entity.offset && entity.offset < otherEnd && otherEnd < end) return [otherEnd];
  const entersLink = other.type === 'text_link' && entity.offset < other.offset && other.offset < end;
  return entersLink && end < otherEnd ? [other.offset] : [];
}

function stretches({ run, offset }: PlacedRun): readonly Stretch[] {
  const length = run.text.length;
  if (length === 0) return [];
  if (run.marks.includes('code') && run.text.trim() !== '') {
    return [{ key: `code ${offset}`, entity: { type: 'code', offset, length } }];
  }
  const found: Stretch[] = [];
  if (run.url !== undefined && run.url !== run.text) {
    found.push({ key: `link ${run.url}`, entity: { type: 'text_link', offset, length, url: run.url } });
  }
  for (const [type, marks] of Object.entries(styles)) {
    const marked = marks.some((mark) => run.marks.includes(mark));
    if (marked && type !== 'code') found.push({ key: type, entity: { type, offset, length } });
  }
  return found;
}

/** The entity of a code block; `language` only where it is known. */
export function codeEntity(line: Line, offset: number, length: number): TextEntity {
  return line.language === undefined
    ? { type: 'pre', offset, length }
    : { type: 'pre', offset, length, language: line.language };
}
