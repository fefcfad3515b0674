import type { Message, MessageEntity } from 'grammy/types';
import type { Command, Option } from '../../newsroom/command/command.ts';
import { markdownOf } from './typed-text.ts';

/**
 * A message's text or caption, for reading commands; empty when there is neither. For commands that ask for a person,
 * a mention of somebody without a username is replaced by that person's id, since their name does not identify them.
 * For commands with Markdown below the first line, formatting from the app becomes Markdown there; the first line
 * stays as typed.
 */
export function textForParsing(message: Message, commands: readonly Command[]): string {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  const options = optionsOf(text, commands);
  if (options.some(({ type }) => type === 'person')) return withIds(text, entities).trimStart();
  const takesMarkdown = options.some(({ type, isPlain }) => type === 'paragraph' && isPlain !== true);
  return (takesMarkdown ? withMarkdownBelow(text, entities) : text).trimStart();
}

/** The options of all subcommands of the command that a text begins with. */
function optionsOf(text: string, commands: readonly Command[]): readonly Option[] {
  const name = /^\s*\/(\w+)/u.exec(text)?.[1]?.toLowerCase();
  const leaves = commands.find((command) => command.name === name)?.leaves ?? [];
  return leaves.flatMap(({ options }) => Object.values(options));
}

function withIds(text: string, entities: readonly MessageEntity[]): string {
  let whole = text;
  // From last to first, so that earlier offsets stay valid.
  for (const entity of entities.toReversed()) {
    if (entity.type !== 'text_mention') continue;
    const end = entity.offset + entity.length;
    whole = `${whole.slice(0, entity.offset)}telegram:${entity.user.id}${whole.slice(end)}`;
  }
  return whole;
}

function withMarkdownBelow(text: string, entities: readonly MessageEntity[]): string {
  const firstLineAt = text.length - text.trimStart().length;
  const below = text.indexOf('\n', firstLineAt) + 1;
  if (below === 0) return text;
  const shifted = entities.map((entity) => ({ ...entity, offset: entity.offset - below }));
  return text.slice(0, below) + markdownOf(text.slice(below), shifted);
}
