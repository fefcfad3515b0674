import { beforeEach, expect, test } from 'vitest';
import { tellState } from '../../../../src/newsroom/destination/paused.ts';
import { type Chat, createChatWithStory, newsPlace } from '../../../support/fake-newsroom-chat.ts';

const why = 'I may not post there';
const { destination: id, name } = newsPlace;
const paused = { kind: 'paused', why, since: 1, isUntold: true } as const;
const notice = `paused ${id} 1`;
let chat: Chat;

beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.room.subscriptions.setState(id, paused);
});

const telling = () => ({ ...chat.room.wire, subscriptions: chat.room.subscriptions });

test('a place that is paused can be tried again from its notice', async () => {
  await tellState(telling(), id);
  expect(chat.world.notices.get(notice)).toMatchObject({
    text: expect.stringContaining(`${name} is paused: ${why}.`),
    buttons: [{ label: 'Try now' }],
  });
});

test('a pause, and the return from it, are told once, however often they are met', async () => {
  for (let times = 0; times < 3; times += 1) await tellState(telling(), id);
  await chat.room.subscriptions.setState(id, { kind: 'active', since: 2, isUntold: true });
  for (let times = 0; times < 3; times += 1) await tellState(telling(), id);
  expect(chat.world.deskHeard).toEqual([
    expect.stringContaining(`${name} is paused`),
    `${name} is back and goes on with what it missed.`,
  ]);
  expect(chat.world.notices.get(notice)).toEqual({ text: `${name} was paused. It is back.`, buttons: [] });
});

test('the notice of a place that came back while the desk was told is closed', async () => {
  const wire = { ...telling() };
  await tellState(
    {
      ...wire,
      async tellDeskAs(...notices) {
        await wire.tellDeskAs(...notices);
        await chat.room.subscriptions.setState(id, { kind: 'active', since: 2 });
      },
    },
    id,
  );
  expect(chat.world.notices.get(notice)).toEqual({ text: `${name} was paused. It is back.`, buttons: [] });
});
