import { beforeEach, expect, test } from 'vitest';
import { tellPaused } from '../../../../src/newsroom/destination/paused.ts';
import { type Chat, createChatWithStory, newsPlace } from '../../../support/fake-newsroom-chat.ts';

const why = 'I may not post there';
const { destination: id } = newsPlace;
let chat: Chat;

beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.room.subscriptions.setState(id, { kind: 'paused', why, since: 1 });
});

const tell = () =>
  tellPaused({ ...chat.room.wire, subscriptions: chat.room.subscriptions }, { id, name: '#news' }, why);

test('a place that is paused can be tried again from its notice', async () => {
  await tell();
  expect(chat.world.notices.get('notice-1')).toMatchObject({
    text: expect.stringContaining(`#news is paused: ${why}.`),
    buttons: [{ label: 'Try now' }],
  });
});

test('the notice of a place that came back before the desk was told is closed', async () => {
  await chat.room.subscriptions.setState(id, { kind: 'active', since: 2 });
  await tell();
  expect(chat.world.notices.get('notice-1')).toEqual({
    text: '#news was paused. It is back.',
    buttons: [],
  });
});
