import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { Reply } from '../../../../src/newsroom/command/answer.ts';
import { renderDiscord } from '../../../../src/platforms/discord/render.ts';
import { renderTelegram } from '../../../../src/platforms/telegram/render.ts';
import {
  type CallDetails,
  type Chat,
  createChatWithStory,
  harbourPlace,
  type Speaker,
} from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const telegramPlace = { place: harbourPlace };

/** Presses a button of a reply; resolves with what is said then. */
async function press(reply: Reply, label: string, who: Speaker = 'editor'): Promise<Reply> {
  const token = reply.buttons.find((button) => button.label === label)?.token ?? `no button ${label}`;
  return chat.dispatcher.press(token, chat.call(who));
}
const textOf = (reply: Reply) => plainText(reply.content);
const story = () => chat.room.stories.find('lindhavn-ferries');
const preview = (line: string, details?: CallDetails) => chat.reply('editor', `/preview ${line}`, details);

beforeEach(async () => {
  chat = await createChatWithStory();
});

describe('/preview', () => {
  test('shows the very post of this platform, and the other platform’s text word for word', async () => {
    const body = `**Bold** and _italic_.\n\n> Quoted\n\n${'A long line. '.repeat(350)}`;
    const here = await preview(`Bridge closed source:Police\n${body}`);
    const post = here.samples?.[0] ?? { content: [] };
    const there = await preview(`Bridge closed source:Police\n${body}`, telegramPlace);
    const discord = renderDiscord(post.content, post).map(({ text }) => text);
    const telegram = renderTelegram(post.content, post).map(({ text }) => text);
    expect(discord.length).toBeGreaterThan(2);
    expect(telegram.length).toBe(2);
    for (const text of telegram) expect(textOf(here)).toContain(text);
    for (const text of discord) expect(textOf(there)).toContain(text);
    const lengths = (texts: readonly string[]) => texts.map((text) => text.length.toLocaleString('en-US'));
    expect(textOf(here)).toContain(
      `Discord: ${discord.length} messages, ${lengths(discord).slice(0, -1).join(', ')} and `,
    );
    expect(textOf(here)).toContain(
      `Telegram: 2 messages, ${lengths(telegram).join(' and ')} of 4,096 characters.`,
    );
  });

  test.each(['at', 'embargo'])(
    'that has waited past its moment (%s:) goes out at once, and says so',
    async (option) => {
      const waiting = await preview(`Bridge closed ${option}:18:00`);
      chat.world.now += 6 * 3_600_000;
      const said = textOf(await press(waiting, 'Schedule'));
      expect(said).toContain('Published lindhavn-ferries/1 at 7:09 p.m. Oslo time.');
      expect(await chat.room.stories.entry('lindhavn-ferries', 1)).toMatchObject({
        status: 'usable',
        publishedAt: chat.world.now,
      });
    },
  );

  test('counts a caption against its own limit', async () => {
    const image = { kind: 'image', ref: '640x360', mimeType: 'image/png', sizeBytes: 9 } as const;
    const said = await chat.run('editor', 'preview', { headline: 'Dawn', body: 'x '.repeat(900), image });
    expect(said).toMatch(
      /Telegram: 2 messages, the first with the picture, \d+ of 1,024 and [\d,]+ of 4,096 characters/,
    );
  });

  test('publishes nothing, and warns of what an editor should look at again', async () => {
    const key = 'One two three four five six seven eight nine ten eleven';
    const reply = await preview(`${'x'.repeat(65)} key:"${key}" at:"tomorrow 9am"`);
    expect(textOf(reply)).toContain('Preview of lindhavn-ferries/1. Nothing is published yet');
    expect(textOf(reply)).toContain('Its time is in the future: it goes out at 9 a.m. Oslo time Thursday.');
    expect(textOf(reply)).toContain('The headline has 65 characters; phones show about 64.');
    expect(textOf(reply)).toContain('No source is given');
    expect(textOf(reply)).toContain('The key development has 11 words');
    expect(reply.buttons.map(({ label }) => label)).toEqual(['Schedule', 'Edit', 'Cancel']);
    expect((await story())?.lastNumber).toBe(0);
    expect(chat.world.outbox).toEqual([]);
  });

  test('has nothing to warn of in a good update', async () => {
    expect(textOf(await preview('Bridge closed source:Police'))).not.toContain('Look again');
  });

  test('refuses as /update does, and gives the text back', async () => {
    expect(textOf(await preview('Bridge closed at:25:10\nSome text'))).toMatch(
      /could not read the time[\s\S]*Some text/,
    );
  });
});

describe('the buttons of a preview', () => {
  test('publish once, whatever is pressed and however often', async () => {
    const reply = await preview('Bridge closed key:"Bridge is closed"');
    expect(textOf(await press(reply, 'Publish'))).toContain(
      'Published lindhavn-ferries/1 at 1:09 p.m. Oslo time.',
    );
    expect(textOf(await press(reply, 'Publish'))).toBe(
      'This preview was used already: it is lindhavn-ferries/1.',
    );
    expect(textOf(await press(reply, 'Cancel'))).toBe(
      'This preview was used already: it is lindhavn-ferries/1.',
    );
    expect(textOf(await press(reply, 'Edit'))).toBe(
      'This preview was used already: it is lindhavn-ferries/1.',
    );
    expect((await story())?.lastNumber).toBe(1);
    expect((await story())?.keyDevelopments).toHaveLength(1);
  });

  test('two presses at the same moment make one update', async () => {
    const reply = await preview('Bridge closed');
    await Promise.all([press(reply, 'Publish'), press(reply, 'Publish')]);
    expect((await story())?.lastNumber).toBe(1);
  });

  test('publishing and cancelling at the same moment: one of them happens, and both are told which', async () => {
    const reply = await preview('Bridge closed');
    const said = (await Promise.all([press(reply, 'Cancel'), press(reply, 'Publish')])).map(textOf);
    const isOut = (await story())?.lastNumber === 1;
    expect(said.join()).toContain(isOut ? 'Published' : 'Cancelled');
    expect(said.join()).not.toContain(isOut ? 'Cancelled.' : 'Published');
  });

  test('cancel gives the text back', async () => {
    const reply = await preview('Bridge closed source:Police\nAt noon.');
    expect(textOf(await press(reply, 'Cancel'))).toBe(
      'Cancelled. Nothing was published. Your text:\n\nBridge closed\nsource: Police\nAt noon.',
    );
    expect(textOf(await press(reply, 'Publish'))).toBe('This preview was cancelled. Nothing was published.');
    expect((await story())?.lastNumber).toBe(0);
  });

  test('edit by a form that holds the text; what was not touched stays', async () => {
    const reply = await preview('Bridge closed source:Police\nAt noon.');
    const token = reply.buttons.find(({ label }) => label === 'Edit')?.token ?? '';
    const opened = await chat.dispatcher.openPressed(token, chat.call('editor'));
    const form = opened !== undefined && 'form' in opened ? opened : undefined;
    expect(form?.form.fields.map(({ option, value }) => [option, value])).toEqual([
      ['headline', 'Bridge closed'],
      ['body', 'At noon.'],
      ['source', 'Police'],
    ]);
    const fields = { headline: 'Bridge open', body: 'At noon.', source: 'Police' };
    const edited = await chat.dispatcher.submitForm(form?.token ?? '', fields, chat.call('editor'));
    expect(JSON.stringify(edited.samples)).toContain('Bridge open');
    await press(edited, 'Publish');
    expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.revisions[0].text).toEqual({
      headline: 'Bridge open',
      body: 'At noon.',
      source: 'Police',
    });
  });

  test('are for whoever wrote it', async () => {
    const reply = await preview('Bridge closed');
    expect(textOf(await press(reply, 'Publish', 'chief'))).toContain('This preview is somebody else’s.');
    expect(textOf(await press(reply, 'Publish', 'stranger'))).toContain('You need to be');
  });

  test('work until they are used, and /preview alone shows what waits', async () => {
    await preview('First text');
    await preview('Second text');
    chat.world.now += 20 * 24 * 3_600_000;
    const found = await chat.reply('editor', '/preview');
    expect(textOf(found)).toContain('1 older text of yours waits behind this one.');
    expect(JSON.stringify(found.samples)).toContain('Second text');
    await press(found, 'Publish');
    await press(await chat.reply('editor', '/preview'), 'Cancel');
    expect(await chat.say('editor', '/preview')).toContain('No text of yours waits');
    expect(await chat.say('chief', '/preview')).toContain('No text of yours waits');
  });
});

describe('a preview that was written as a chat, which names nobody,', () => {
  const hidden = { id: 'telegram:-300', name: 'Coast' } as const;
  const group = { destination: 'telegram:-300:7', name: 'Ferries in Coast', kind: 'group' } as const;
  const elsewhere = { ...group, destination: 'telegram:-400' } as const;
  let shown: Reply;
  const pressAs = (who: Speaker, label: string, place: CallDetails['place'] = group) => {
    const token = shown.buttons.find((button) => button.label === label)?.token ?? '';
    return chat.dispatcher.press(token, chat.call(who, { place })).then(textOf);
  };

  beforeEach(async () => {
    await chat.room.staff.put(hidden, 'editor');
    const call = { ...chat.call('stranger', { place: group }), by: hidden };
    const input = { headline: 'Bridge closed', body: 'At noon.' };
    shown = await chat.dispatcher.execute({ path: ['preview'], input }, call);
  });

  test('is published by an editor there, in the editor’s own name', async () => {
    expect(await pressAs('editor', 'Publish')).toContain('Published lindhavn-ferries/1');
    const entry = await chat.room.stories.entry('lindhavn-ferries', 1);
    expect(entry?.revisions[0].by.name).toBe('Eva Editor');
    expect(await chat.room.drafts.of(hidden.id)).toEqual([]);
  });

  test('is sent to the desk by a reporter, and cancelled by whoever has a role', async () => {
    await chat.say('chief', '/desk');
    expect(await pressAs('reporter', 'Publish')).toContain('Your update was sent to the desk for approval');
    expect(await pressAs('editor', 'Cancel')).toContain('This preview was used already');
  });

  test('is nothing to people without a role, nor in another chat', async () => {
    expect(await pressAs('stranger', 'Publish')).toContain('You need to be an editor or a reporter');
    expect(await pressAs('editor', 'Publish', elsewhere)).toContain('This preview is somebody else’s.');
  });
});

describe('a text that an app may have cut', () => {
  const caution = 'the app may have cut it in two';
  const cut = { mayBeCut: true } as const;
  const edit = async (reply: Reply, fields: Readonly<Record<string, string>>) => {
    const token = reply.buttons.find(({ label }) => label === 'Edit')?.token ?? '';
    const opened = await chat.dispatcher.openPressed(token, chat.call('editor'));
    const form = opened !== undefined && 'form' in opened ? opened.token : '';
    return textOf(await chat.dispatcher.submitForm(form, fields, chat.call('editor')));
  };

  test('is shown with that caution for as long as it waits', async () => {
    expect(textOf(await preview('Bridge closed\nAt noon.', cut))).toContain(caution);
    const found = await chat.reply('editor', '/preview');
    expect(textOf(found)).toMatch(/may have cut it in two.*Its text ends with “At noon\.”/);
    expect(await edit(found, { headline: 'Bridge shut', body: 'At noon.' })).toContain(caution);
  });

  test('is shown without it once its body was written anew', async () => {
    const shown = await preview('Bridge closed\nAt noo', cut);
    expect(await edit(shown, { headline: 'Bridge closed', body: 'At noon.' })).not.toContain(caution);
    expect(await chat.say('editor', '/preview')).not.toContain(caution);
  });
});

describe('the preview step in /update', () => {
  test('comes before everybody’s updates where the newsroom says so', async () => {
    chat.world.settings.previewFor = 'everyone';
    const reply = await chat.reply('editor', '/update Bridge closed');
    expect((await story())?.lastNumber).toBe(0);
    expect(textOf(await press(reply, 'Publish'))).toContain('Published lindhavn-ferries/1');
  });

  test('is not there for editors otherwise', async () => {
    chat.world.settings.previewFor = 'reporters';
    expect(await chat.say('editor', '/update Bridge closed')).toContain('Published lindhavn-ferries/1');
  });
});
