import { beforeEach, describe, expect, test } from 'vitest';
import type { Delivery } from '../../../../src/domain/delivery.ts';
import type { DestinationId } from '../../../../src/domain/destination.ts';
import { revise } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Button } from '../../../../src/newsroom/command/answer.ts';
import { say } from '../../../../src/newsroom/command/say.ts';
import { stuckAbout, stuckActions } from '../../../../src/newsroom/desk/stuck.ts';
import {
  type Chat,
  createChatWithStory,
  oslo1309,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;

const entry = 'lindhavn-ferries/1';
const row = (state: Delivery['state']): Delivery => ({ state, revision: 1, copies: [] });
const rowIn = (id: DestinationId) => chat.room.deliveries.find(id, 'lindhavn-ferries', 1);

beforeEach(async () => {
  chat = await createChatWithStory();
  for (const destination of ['discord:1', 'telegram:-4', 'telegram:-5'] as const) {
    const subscription = { destination, slug: 'lindhavn-ferries', level: 'all', since: oslo1309 } as const;
    await chat.room.subscriptions.put(subscription, `Place ${destination}`);
  }
  await chat.say('editor', '/update Bridge closed');
  chat.world.setDelivery('discord:1', entry, row('delivered'));
});

test('sends an update again everywhere where it is stuck, and wakes those places', async () => {
  chat.world.setDelivery('telegram:-4', entry, row('unknown'));
  chat.world.setDelivery('telegram:-5', entry, row('stale'));
  expect(await chat.say('editor', `/retry ${entry}`)).toContain(
    `${entry} is being sent again to 2 channels and chats.`,
  );
  expect(chat.world.asked).toEqual(expect.arrayContaining(['wake telegram:-4', 'wake telegram:-5']));
  expect(chat.world.asked).not.toContain('wake discord:1');
  expect(await rowIn('telegram:-4')).toMatchObject({ state: 'partial', copies: [] });
});

test('takes note that it arrived in the place that was named', async () => {
  chat.world.setDelivery('telegram:-4', entry, row('unknown'));
  chat.world.setDelivery('telegram:-5', entry, row('unknown'));
  const said = await chat.say('editor', `/retry ${entry} arrived:yes place:"place telegram:-4"`);
  expect(said).toContain(`Noted: ${entry} arrived in Place telegram:-4.`);
  expect(await rowIn('telegram:-4')).toMatchObject({ state: 'partial', copies: [{ messageId: '-' }] });
  expect(await rowIn('telegram:-5')).toMatchObject({ state: 'unknown' });
});

describe('a notice at the desk', () => {
  const place = 'telegram:-4';
  const stuck = { kind: 'entry', slug: 'lindhavn-ferries', number: 1 } as const;

  async function tell() {
    chat.world.setDelivery(place, entry, row('unknown'));
    const actions = stuckActions({ destination: place, item: stuck, state: 'unknown' });
    const id = await chat.room.wire.tellDesk(say('Unknown.'), actions, stuckAbout(place, stuck));
    const [arrived, again] = chat.world.notices.get(id)?.buttons ?? [];
    const press = async (who: Speaker, button: Button | undefined) =>
      plainText((await chat.dispatcher.press(button?.token ?? '', chat.call(who))).content);
    return { id, arrived, again, press };
  }

  test('shows who decided, and whoever presses later is told', async () => {
    const { id, arrived, again, press } = await tell();
    expect([arrived?.label, again?.label]).toEqual(['It arrived', 'Send again']);
    expect(await press('editor', arrived)).toContain(`Noted: ${entry} arrived in Place telegram:-4.`);
    expect(chat.world.notices.get(id)).toEqual({
      text: `It was unknown whether ${entry} arrived in Place telegram:-4.\nEva Editor took note that it arrived (1:09 p.m. Oslo time).`,
      buttons: [],
    });
    const settled = 'This is settled: Eva Editor took note that it arrived (1:09 p.m. Oslo time).';
    expect(await press('chief', again)).toContain(settled);
    expect(await press('editor', arrived)).toContain(settled);
    expect(await rowIn(place)).toMatchObject({ copies: [{ messageId: '-' }] });
  });

  test('of two who press at once, one decides and the other is told', async () => {
    const { arrived, again, press } = await tell();
    const said = await Promise.all([press('editor', arrived), press('chief', again)]);
    expect(
      said.filter((words) => /^(?:Noted|lindhavn-ferries\/1 is being sent again)/.test(words)),
    ).toHaveLength(1);
    expect(said.filter((words) => /settled/.test(words))).toHaveLength(1);
  });

  test('cannot be answered without the role', async () => {
    const { id, again, press } = await tell();
    expect(await press('reporter', again)).toContain('You need to be an editor');
    expect(await rowIn(place)).toMatchObject({ state: 'unknown' });
    expect(chat.world.notices.get(id)?.text).toBe('Unknown.');
  });

  test('can be answered anew when it is unknown once more', async () => {
    const first = await tell();
    await first.press('editor', first.again);
    const second = await tell();
    expect(await second.press('chief', second.arrived)).toContain('Noted');
    expect(chat.world.notices.get(second.id)?.text).toContain('Carl Chief took note that it arrived');
    expect(chat.world.notices.get(first.id)?.text).toContain('Eva Editor had it sent again');
  });
});

test('sends a correction again together with its update', async () => {
  await chat.room.stories.change({ slug: 'lindhavn-ferries', entry: 1, callId: 'correct' }, (current) => {
    const text = { headline: 'Bridge open', body: '' };
    const at = chat.world.now;
    const by = { id: 'telegram:2', name: 'Eva Editor' } as const;
    const corrected = current.entry && revise(current.entry, { signal: 'correction', text, by, at });
    return { story: current.story, ...(corrected && { entry: corrected }), events: [] };
  });
  chat.world.setDelivery('telegram:-4', 'lindhavn-ferries/correction:1.2', row('unknown'));
  expect(await chat.say('editor', `/retry ${entry}`)).toContain('is being sent again to Place telegram:-4.');
  expect(await chat.say('editor', `/retry ${entry}`)).toContain('is stuck nowhere');
});

test('tries a paused place again, and says so when it is not paused', async () => {
  await chat.dispatcher.rightsChanged('discord:1', { why: 'I may not post there' });
  const [notice = ''] = chat.world.notices.keys();
  chat.world.asked.length = 0;
  expect(await chat.say('editor', '/retry place:"Place discord:1"')).toContain(
    'Place discord:1 is being tried again.',
  );
  expect(chat.world.asked).toEqual(['wake discord:1']);
  expect(chat.world.notices.get(notice)?.buttons).toEqual([]);
  expect(await chat.say('editor', '/retry place:"Place discord:1"')).toContain('is not paused');
  expect(await chat.say('editor', '/retry')).toContain('Say which update you mean');
  expect(await chat.say('editor', '/retry place:@nowhere')).toBe(
    'No place that follows a live story is called “@nowhere”. /status names the places that are paused. Nothing was changed.',
  );
});

test('refuses where nothing is stuck, and names the places where something is', async () => {
  expect(await chat.say('editor', `/retry ${entry}`)).toContain(`${entry} is stuck nowhere.`);
  chat.world.setDelivery('telegram:-4', entry, row('refused'));
  expect(await chat.say('editor', `/retry ${entry} place:telegram:-5`)).toContain(
    'It is in Place telegram:-4.',
  );
});
