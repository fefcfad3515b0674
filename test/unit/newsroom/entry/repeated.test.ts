import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import { publishScheduled } from '../../../../src/newsroom/entry/publish-scheduled.ts';
import { type Chat, createChatWithStory, type Speaker } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;

const minuteMs = 60_000;
const entries = () => chat.room.stories.entries('lindhavn-ferries');
const textOf = (reply: Reply) => plainText(reply.content);
const publish = (line = '/update Bridge closed\nThe body.') => chat.reply('editor', line);

async function press(reply: Reply, label: string, who: Speaker = 'editor'): Promise<string> {
  const token = reply.buttons.find((button) => button.label === label)?.token ?? `no button ${label}`;
  return textOf(await chat.dispatcher.press(token, chat.call(who)));
}

beforeEach(async () => {
  chat = await createChatWithStory();
});

describe('the same update again', () => {
  test('is asked about by the name and time of the first, with the text, and not published', async () => {
    await publish();
    chat.world.now += 2 * minuteMs;
    const asked = await publish();
    expect(textOf(asked)).toBe(
      [
        'The same text is already lindhavn-ferries/1 (1:09 p.m. Oslo time). Publish it again? Press the button, or write again:yes. Nothing was published. Your text:',
        '',
        'headline: Bridge closed',
        'The body.',
      ].join('\n'),
    );
    expect(asked.buttons.map(({ label }) => label)).toEqual(['Publish it again']);
    expect(await entries()).toHaveLength(1);
  });

  test('is published by the button, with all that was typed, and once however often it is pressed', async () => {
    await publish();
    const asked = await publish(
      '/update Bridge closed urgency:flash source:Police key:"It is closed"\nThe body.',
    );
    expect(await press(asked, 'Publish it again', 'stranger')).toContain('You need to be an editor');
    expect(await press(asked, 'Publish it again')).toContain('Published lindhavn-ferries/2 at 1:09 p.m.');
    expect(await press(asked, 'Publish it again')).toContain('Published lindhavn-ferries/2 at 1:09 p.m.');
    expect(await entries()).toMatchObject([
      { number: 1 },
      {
        number: 2,
        urgency: 'flash',
        key: true,
        revisions: [{ text: { body: 'The body.', source: 'Police' } }],
      },
    ]);
  });

  test('is published at once with again:yes', async () => {
    await publish();
    expect(textOf(await publish('/update Bridge closed again:yes\nThe body.'))).toContain(
      'Published lindhavn-ferries/2',
    );
    expect(textOf(await publish('/update Bridge closed again:no\nThe body.'))).toContain(
      'The same text is already lindhavn-ferries/2',
    );
  });

  test('is asked about whoever sends it, from wherever, and however it is spaced', async () => {
    await publish();
    const input = { headline: ' Bridge\u200b  closed', body: 'The\nbody. ' };
    const asked = await chat.dispatcher.execute({ path: ['update'], input }, chat.call('chief'));
    expect(textOf(asked)).toContain('The same text is already lindhavn-ferries/1');
  });

  test('is asked about when many others came meanwhile', async () => {
    await publish();
    for (let number = 2; number <= 12; number += 1) await publish(`/update Water level ${number}`);
    expect(textOf(await publish())).toContain('already lindhavn-ferries/1 ');
  });

  test('is asked about when the first was edited since', async () => {
    await publish();
    await chat.say('editor', '/edit 1 headline:"Bridge shut"');
    expect(textOf(await publish())).toContain('The same text is already lindhavn-ferries/1');
    expect(textOf(await publish('/update Bridge shut\nThe body.'))).toContain('The same text is already');
  });

  test('gets the first answer again when the platform itself repeats the call', async () => {
    await publish();
    const call = { id: 'discord:9' };
    const said = await chat.say('editor', '/update Bridge closed again:yes\nThe body.', call);
    expect(await chat.say('editor', '/update Bridge closed\nThe body.', call)).toBe(said);
    expect(await entries()).toHaveLength(2);
  });

  test('is published after ten minutes, and after the first was withdrawn', async () => {
    await publish();
    chat.world.now += 10 * minuteMs;
    expect(textOf(await publish())).toContain('Published lindhavn-ferries/2');
    const offered = await chat.reply('chief', '/kill 2 "it is open"');
    await press(offered, offered.buttons[0]?.label ?? '', 'chief');
    expect(textOf(await publish())).toContain('Published lindhavn-ferries/3');
  });

  test('is published in another story, and with another headline or body', async () => {
    await publish();
    expect(textOf(await publish('/update Bridge open\nThe body.'))).toContain('Published');
    expect(textOf(await publish('/update Bridge closed\nAnother body.'))).toContain('Published');
    await chat.say('editor', '/story open title:"Harbour fire" timezone:Europe/Oslo');
    expect(textOf(await publish('/update harbour-fire Bridge closed\nThe body.'))).toContain(
      'Published harbour-fire/1',
    );
  });
});

describe('the same update as one that', () => {
  test('is on hold is asked about', async () => {
    await publish();
    await chat.say('editor', '/hold 1');
    expect(textOf(await publish())).toContain(
      'The same text is already lindhavn-ferries/1 (1:09 p.m. Oslo time), which is on hold.',
    );
  });

  test('can still be undone is asked about', async () => {
    chat.world.settings.undoMs = 10_000;
    await publish();
    expect(textOf(await publish())).toContain(
      'The same text is already lindhavn-ferries/1, which goes out in a moment.',
    );
  });

  test('was cancelled is published', async () => {
    const { buttons } = await publish('/update Bridge closed at:18:00\nThe body.');
    await chat.say('editor', '/scheduled entry:1 action:cancel');
    expect(buttons).toHaveLength(2);
    expect(textOf(await publish())).toContain('Published lindhavn-ferries/2');
  });

  test('waits for its time is asked about, unless it is to go out at another time', async () => {
    await publish('/update Bridge closed at:18:00\nThe body.');
    expect(textOf(await publish())).toContain(
      'The same text is already lindhavn-ferries/1, which goes out at 6 p.m. Oslo time. Publish it again?',
    );
    expect(textOf(await publish('/update Bridge closed at:18:00\nThe body.'))).toContain('The same text');
    expect(textOf(await publish('/update Bridge closed at:18:30\nThe body.'))).toContain('Scheduled');
  });

  test('waits for a time that is counted from now is asked about, typed some seconds later', async () => {
    await publish('/update Bridge closed at:"30 min"\nThe body.');
    chat.world.now += 20_000;
    expect(textOf(await publish('/update Bridge closed at:"30 min"\nThe body.'))).toContain('The same text');
  });

  test('is under embargo is asked about by the end of that', async () => {
    await publish('/update Bridge closed embargo:18:00\nThe body.');
    expect(textOf(await publish('/update Bridge closed embargo:18:00\nThe body.'))).toContain(
      'The same text is already lindhavn-ferries/1, which is under embargo until 6 p.m. Oslo time.',
    );
  });

  test('was published by its timer just now is asked about', async () => {
    await publish('/update Bridge closed at:18:00\nThe body.');
    chat.world.now += 4 * 60 * minuteMs + 51 * minuteMs;
    await publishScheduled(chat.room, { slug: 'lindhavn-ferries', number: 1 }, 'due');
    chat.world.now += minuteMs;
    expect(textOf(await publish())).toContain(
      'The same text is already lindhavn-ferries/1 (6 p.m. Oslo time)',
    );
  });

  test('waits at the desk is asked about, and sent there again by the button', async () => {
    await chat.say('chief', '/desk');
    await chat.say('reporter', '/update Bridge closed\nThe body.');
    const asked = await chat.reply('reporter', '/update Bridge closed\nThe body.');
    expect(textOf(asked)).toContain(
      'The same text is already lindhavn-ferries/1, which waits for the desk. Send it there again? Press the button',
    );
    expect(await press(asked, 'Send it again', 'reporter')).toContain('as lindhavn-ferries/2 (submitted)');
    expect(await entries()).toHaveLength(2);
  });
});

describe('the same text in a preview', () => {
  const preview = (line = '') => chat.reply('editor', `/preview Bridge closed ${line}\nThe body.`);

  test('is asked about when it is to be published, and waits meanwhile', async () => {
    await publish();
    const shown = await preview();
    const token = shown.buttons.find(({ label }) => label === 'Publish')?.token ?? '';
    const asked = await chat.dispatcher.press(token, chat.call('editor'));
    expect(textOf(asked)).toContain('The same text is already lindhavn-ferries/1');
    expect(JSON.stringify((await chat.reply('editor', '/preview')).samples)).toContain('The body.');
    expect(await press(asked, 'Publish it again')).toContain('Published lindhavn-ferries/2');
    expect(await press(shown, 'Publish')).toContain(
      'This preview was used already: it is lindhavn-ferries/2.',
    );
  });

  test('is not asked about once again:yes was given with it', async () => {
    await publish();
    expect(await press(await preview('again:yes'), 'Publish')).toContain('Published lindhavn-ferries/2');
  });
});
