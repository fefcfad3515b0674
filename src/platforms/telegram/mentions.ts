import type { Message, MessageEntity } from 'grammy/types';
import type { Command } from '../../newsroom/command.ts';

/**
 * A message's text or caption, as commands are read from it; empty when there is neither. For commands that ask for
 * a person, a mention of somebody without a username is replaced by that person's id: their name alone says nothing.
 */
export function textForParsing(message: Message, commands: readonly Command[]): string {
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return (asksForPerson(text, commands) ? withIds(text, entities) : text).trimStart();
}

function asksForPerson(text: string, commands: readonly Command[]): boolean {
  const name = /^\s*\/(\w+)/u.exec(text)?.[1]?.toLowerCase();
  const leaves = commands.find((command) => command.name === name)?.leaves ?? [];
  return leaves.some(({ options }) => Object.values(options).some(({ type }) => type === 'person'));
}

function withIds(text: string, entities: readonly MessageEntity[]): string {
  let whole = text;
  // From the last to the first, so that the offsets before stay true.
  for (const entity of entities.toReversed()) {
    if (entity.type !== 'text_mention') continue;
    const end = entity.offset + entity.length;
    whole = `${whole.slice(0, entity.offset)}telegram:${entity.user.id}${whole.slice(end)}`;
  }
  return whole;
}
