import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { rightsOf } from '../../../src/platforms/telegram/changes.ts';
import {
  addressOfDestination,
  chatOfReference,
  destinationOf,
  placeOfMessage,
} from '../../../src/platforms/telegram/places.ts';

describe('a destination', () => {
  it.each([
    ['telegram:5', { chatId: 5 }],
    ['telegram:-1001234567890', { chatId: -1001234567890 }],
    ['telegram:-1001234567890:7', { chatId: -1001234567890, topicId: 7 }],
  ] as const)('%s is an address and back', (destination, address) => {
    expect(addressOfDestination(destination)).toEqual(address);
    expect(destinationOf(address)).toBe(destination);
  });

  it.each([
    'telegram:',
    'telegram:x',
    'telegram:5:',
    'telegram:5:x',
    'telegram:5:0',
    'telegram:5:6:7',
  ] as const)('%s is none', (destination) => {
    expect(addressOfDestination(destination)).toBeUndefined();
  });
});

describe('a reference to a chat', () => {
  it.each([
    ['@lindhavn_post', { chat: '@lindhavn_post' }],
    ['https://t.me/lindhavn_post', { chat: '@lindhavn_post' }],
    ['t.me/lindhavn_post/17', { chat: '@lindhavn_post' }],
    ['https://t.me/c/1234567890/55', { chat: -1001234567890 }],
    [' -1001234567890 ', { chat: -1001234567890 }],
    ['telegram:-1001234567890', { chat: -1001234567890, chatId: -1001234567890 }],
    ['telegram:-1001234567890:7', { chat: -1001234567890, chatId: -1001234567890, topicId: 7 }],
  ])('%s is understood', (reference, expected) => {
    expect(chatOfReference(reference)).toEqual(expected);
  });

  it.each(['', 'lindhavn', 'https://t.me/+AbCdEf', 'https://example.org/x', '<#123>', 'discord:5'])(
    '%j is not',
    (reference) => {
      expect(chatOfReference(reference)).toBeUndefined();
    },
  );
});

describe('the place of a message', () => {
  const forum = { id: -1005, type: 'supergroup', title: 'Coast', is_forum: true } as const;
  const created = { forum_topic_created: { name: 'Ferries', icon_color: 7322096 } };

  it('is a topic of a forum, by its name when Telegram tells it', () => {
    // A whole reply has more fields; only these are read.
    const reply = created as unknown as Exclude<Message['reply_to_message'], undefined>;
    const message = { chat: forum, message_id: 9, message_thread_id: 7, is_topic_message: true } as const;
    expect(placeOfMessage({ ...message, reply_to_message: reply })).toEqual({
      destination: 'telegram:-1005:7',
      name: 'Ferries in Coast',
      kind: 'group',
      messagesAt: 'https://t.me/c/5/7',
    });
    expect(placeOfMessage(message).name).toBe('a topic in Coast');
  });

  it.each([
    ['the general topic', { chat: forum, message_id: 9, message_thread_id: 1, is_topic_message: true }],
    ['a thread of replies', { chat: forum, message_id: 9, message_thread_id: 7 }],
    [
      'a group that is no forum',
      {
        chat: { id: -1005, type: 'supergroup', title: 'Coast' },
        message_id: 9,
        message_thread_id: 7,
        is_topic_message: true,
      },
    ],
  ] as const)('is the chat itself for %s', (_, message) => {
    expect(placeOfMessage(message)).toEqual({
      destination: 'telegram:-1005',
      name: 'Coast',
      kind: 'group',
      messagesAt: 'https://t.me/c/5',
    });
  });

  it.each([
    [
      'a channel with a name',
      { id: -1006, type: 'channel', title: 'Post', username: 'post' },
      'https://t.me/post',
    ],
    [
      'a channel without',
      { id: -1001234567890, type: 'channel', title: 'Post' },
      'https://t.me/c/1234567890',
    ],
    ['a basic group', { id: -1007, type: 'group', title: 'Coast' }, undefined],
    ['a private chat', { id: 6, type: 'private', first_name: 'Ada' }, undefined],
  ] as const)('tells where the messages of %s are found', (_, chat, address) => {
    expect(placeOfMessage({ chat, message_id: 1 }).messagesAt).toBe(address);
  });

  it('names channels and private chats', () => {
    const channel = { id: -1006, type: 'channel', title: 'Lindhavn Post' } as const;
    expect(placeOfMessage({ chat: channel, message_id: 1 }).name).toBe('Lindhavn Post (channel)');
    const person = { id: 6, type: 'private', first_name: 'Ada' } as const;
    expect(placeOfMessage({ chat: person, message_id: 1 })).toEqual({
      destination: 'telegram:6',
      name: 'Private chat with Ada',
      kind: 'private',
    });
  });
});

describe('a change of the rights', () => {
  const user = { id: 1, is_bot: true, first_name: 'Bot' } as const;
  const from = { id: 2, is_bot: false, first_name: 'Ada' } as const;
  const group = { id: -5, type: 'group', title: 'Coast' } as const;
  const channel = { id: -1006, type: 'channel', title: 'Lindhavn Post' } as const;
  const person = { id: 2, type: 'private', first_name: 'Ada' } as const;

  function changeOf(chat: Parameters<typeof rightsOf>[0]['chat'], fields: Record<string, unknown>) {
    // Only the fields that decide are given; the rest of an administrator's rights does not matter here.
    const member = { user, ...fields } as unknown as Parameters<typeof rightsOf>[0]['new_chat_member'];
    return rightsOf({ chat, from, date: 0, old_chat_member: member, new_chat_member: member });
  }

  it.each([
    ['a member of a group', group, { status: 'member' }],
    ['an administrator of a group', group, { status: 'administrator' }],
    ['limited, but free to write', group, { status: 'restricted', is_member: true, can_send_messages: true }],
    ['an administrator who may post', channel, { status: 'administrator', can_post_messages: true }],
    ['started again', person, { status: 'member' }],
  ])('lets the bot post: %s', (_, chat, fields) => {
    expect(changeOf(chat, fields)).toEqual({ destination: `telegram:${chat.id}`, change: 'active' });
  });

  it.each([
    ['removed from a group', group, { status: 'kicked' }, 'removed'],
    ['left a group', group, { status: 'left' }, 'removed'],
    ['silenced', group, { status: 'restricted', is_member: true, can_send_messages: false }, 'may not post'],
    [
      'may not post in a channel',
      channel,
      { status: 'administrator', can_post_messages: false },
      'may not post',
    ],
    ['no administrator of a channel', channel, { status: 'member' }, 'not an administrator'],
    ['blocked', person, { status: 'kicked' }, 'blocked'],
  ])('does not: %s', (_, chat, fields, why) => {
    expect(changeOf(chat, fields)).toEqual({
      destination: `telegram:${chat.id}`,
      change: { why: expect.stringContaining(why) as string },
    });
  });
});
