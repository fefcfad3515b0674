import type { Message } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { topicRightsOf } from '../../../src/platforms/telegram/changes.ts';

const forum = { id: -100123, type: 'supergroup', title: 'Coast', is_forum: true } as const;

/** A service message of a forum; one in the general topic names no topic. */
function notice(service: Partial<Message>, topicId?: number): Message {
  const topic = topicId === undefined ? {} : { message_thread_id: topicId, is_topic_message: true as const };
  return { message_id: 7, date: 1, chat: forum, ...topic, ...service };
}

describe('a topic', () => {
  it('that is closed is paused, and is active once it is open again', () => {
    expect(topicRightsOf(notice({ forum_topic_closed: {} }, 5))).toEqual({
      destination: 'telegram:-100123:5',
      change: { why: 'the topic is closed; reopen it' },
    });
    expect(topicRightsOf(notice({ forum_topic_reopened: {} }, 5))).toEqual({
      destination: 'telegram:-100123:5',
      change: 'active',
    });
  });

  it('that is the general one makes its forum active again; its end closes no other topic', () => {
    expect(topicRightsOf(notice({ forum_topic_reopened: {} }))).toEqual({
      destination: 'telegram:-100123',
      change: 'active',
    });
    expect(topicRightsOf(notice({ forum_topic_closed: {} }))).toBeUndefined();
  });

  it('does not change with what is said in it', () => {
    expect(topicRightsOf(notice({ text: 'Good morning' }, 5))).toBeUndefined();
  });
});
