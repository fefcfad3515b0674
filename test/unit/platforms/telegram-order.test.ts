import { Context } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { expect, it } from 'vitest';
import { orderOf } from '../../../src/platforms/telegram/order.ts';

const forum = { id: -100123, type: 'supergroup', title: 'Coast', is_forum: true } as const;
const ada = { id: 7, is_bot: false, first_name: 'Ada' };
const mari = { id: 8, is_bot: false, first_name: 'Mari' };

/** The keys of an update, of which no more is told than this. */
function keysOf(update: object): readonly string[] {
  const whole = { update_id: 1, ...update } as unknown as Update;
  return orderOf(new Context(whole, {} as never, {} as unknown as UserFromGetMe));
}

function messageFrom(from: typeof ada, more: object = {}) {
  return { message: { message_id: 7, date: 1, chat: forum, from, ...more } };
}

const inTopic = { message_thread_id: 5, is_topic_message: true };
const membership = (id: number) => ({ my_chat_member: { chat: { ...forum, id }, from: ada, date: 1 } });

it('what one person does in a chat is kept in order, and what two do is not', () => {
  const press = { callback_query: { id: '1', from: ada, message: { chat: forum, date: 1, message_id: 6 } } };
  expect(keysOf(press)).toEqual(keysOf(messageFrom(ada)));
  expect(keysOf(messageFrom(mari))).not.toEqual(keysOf(messageFrom(ada)));
});

it('what changes the bot’s rights in a chat is kept in order, whoever changes them', () => {
  const keys = keysOf(membership(forum.id));
  expect(keysOf(messageFrom(ada, { ...inTopic, forum_topic_closed: {} }))).toEqual(keys);
  expect(keysOf(messageFrom(mari, { ...inTopic, forum_topic_reopened: {} }))).toEqual(keys);
});

it('a group’s new address waits for the rights in both, and they for it', () => {
  const moved = keysOf(messageFrom(ada, { migrate_to_chat_id: -100999 }));
  expect(moved).toEqual([...keysOf(membership(forum.id)), ...keysOf(membership(-100999))]);
});
