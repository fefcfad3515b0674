import type { SandboxEntity, SandboxMessage } from './model.ts';

interface Mark {
  readonly at: number;
  readonly text: string;
}

/**
 * A text with its formatting as simple marks, for terminals and golden files: `**bold**`, `_italic_`,
 * `[text](address)`, and `│ ` before every line of a quote. A `date_time` entity shows its fallback text.
 */
export function visibleText({ text, entities }: Pick<SandboxMessage, 'text' | 'entities'>): string {
  const opened = entities.flatMap((it) => openingMarks(it, text));
  const closed = entities.toReversed().flatMap(closingMarks);
  let shown = '';
  let from = 0;
  // Where one mark ends and another begins at the same place, the ending one comes first.
  for (const mark of [...closed, ...opened].toSorted((a, b) => a.at - b.at)) {
    shown += text.slice(from, mark.at) + mark.text;
    from = mark.at;
  }
  return shown + text.slice(from);
}

function openingMarks(entity: SandboxEntity, text: string): readonly Mark[] {
  if (entity.type === 'blockquote' || entity.type === 'expandable_blockquote')
    return quoteMarks(entity, text);
  const mark = entity.type === 'text_link' ? '[' : marks[entity.type];
  return mark === undefined ? [] : [{ at: entity.offset, text: mark }];
}

function closingMarks(entity: SandboxEntity): readonly Mark[] {
  const mark = entity.type === 'text_link' ? `](${entity.url})` : marks[entity.type];
  return mark === undefined ? [] : [{ at: entity.offset + entity.length, text: mark }];
}

function quoteMarks({ offset, length }: SandboxEntity, text: string): readonly Mark[] {
  const lines = text.slice(offset, offset + length).split('\n');
  let at = offset;
  return lines.map((line) => {
    const mark = { at, text: '│ ' };
    at += line.length + 1;
    return mark;
  });
}

const marks: Partial<Record<SandboxEntity['type'], string>> = {
  bold: '**',
  italic: '_',
  underline: '__',
  strikethrough: '~~',
  spoiler: '||',
  code: '`',
  pre: '```',
};
