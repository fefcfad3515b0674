import { describe, expect, it } from 'vitest';
import { textForParsing } from '../../../src/platforms/telegram/message-text.ts';
import { parseMessage } from '../../../src/platforms/telegram/parse.ts';
import { startLink } from '../../../src/platforms/telegram/start-link.ts';
import { typedCommands } from '../../support/typed-commands.ts';

function read(text: string, { direct = false, commands = typedCommands } = {}) {
  return parseMessage(text, {
    commands,
    liveStories: ['harbour-bridge'],
    botUsername: 'DatelineBot',
    direct,
  });
}

describe('a message', () => {
  it.each(['/kill 3 Wrong', '/kill@DatelineBot 3 Wrong', '/KILL@datelinebot 3 Wrong'])(
    'is for this bot: %s',
    (text) => {
      expect(read(text)).toEqual({ path: ['kill'], input: { entry: 'harbour-bridge/3', reason: 'Wrong' } });
    },
  );

  it.each(['/kill@OtherBot 3 Wrong', 'kill 3', '/dance', '/start@OtherBot', '// note', '/etc/passwd'])(
    'is not for this bot: %s',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  it.each([
    ['/ kill 3 Wrong', 'Nothing was done: there is a space after the slash. Write it like /kill.'],
    [
      '/kill@OtherBot 3 Wrong',
      'Nothing was done: /kill@OtherBot is for @OtherBot, and this is @DatelineBot. Write /kill alone.',
    ],
    ['/ and so on', 'Nothing was done: this does not begin with a command.'],
    ['/etc/passwd', 'Nothing was done: this does not begin with a command.'],
  ])('that only this bot reads is answered in private, left alone elsewhere: %s', (text, sentence) => {
    expect(read(text, { direct: true })).toEqual({ problem: `${sentence} /help lists what there is.` });
    expect(read(text)).toBeUndefined();
  });

  it.each([
    ['with the bot named', '/dance@DatelineBot', false],
    ['in private', '/dance', true],
  ])('with an unknown command is answered %s', (_, text, direct) => {
    expect(read(text, { direct })).toEqual({
      problem: 'There is no command /dance. /help lists what there is.',
    });
  });

  it.each(['/start', '/start desk-7', '/start@DatelineBot'])('asks for help: %s', (text) => {
    expect(read(text)).toEqual({ path: ['help'], input: {} });
  });

  it.each([
    ['/start follow_harbour-bridge', ['subscribe']],
    ['/start@DatelineBot digest_harbour-bridge', ['digest']],
  ])('asks for what a button said that led here: %s', (text, path) => {
    expect(read(text, { direct: true })).toEqual({ path, input: { story: 'harbour-bridge' } });
    expect(read(text)).toEqual({ path: ['help'], input: {} });
  });

  it('is led here by an address within the limits of such addresses', () => {
    const slug = `${'x'.repeat(30)}-${'7'.repeat(9)}`;
    const address = new URL(startLink('DatelineBot', 'follow', slug));
    const payload = address.searchParams.get('start') ?? '';
    expect(`${address.origin}${address.pathname}`).toBe('https://t.me/DatelineBot');
    expect(payload).toMatch(/^[\w-]{1,64}$/);
    expect(read(`/start ${payload}`, { direct: true })).toEqual({
      path: ['subscribe'],
      input: { story: slug },
    });
  });

  it.each([
    '/start follow_',
    '/start follow_Harbour-Bridge',
    '/start follow_harbour-bridge level:all',
    '/start follow_harbour-bridge\nmore',
    '/start kill_harbour-bridge',
    '/start digest_a_b',
    `/start follow_${'x'.repeat(41)}`,
  ])('asks for help when the payload is another one: %s', (text) => {
    expect(read(text, { direct: true })).toEqual({ path: ['help'], input: {} });
  });

  it('asks for nothing when there is no help', () => {
    const commands = typedCommands.filter(({ name }) => name !== 'help');
    expect(read('/start', { commands })).toBeUndefined();
  });
});

describe('a mention of somebody without a username', () => {
  const chat = { id: 5, type: 'private', first_name: 'Ada' } as const;
  const mention = {
    type: 'text_mention',
    offset: 11,
    length: 9,
    user: { id: 77, is_bot: false, first_name: 'Mari' },
  } as const;

  it('becomes an id where a person is asked for', () => {
    const message = {
      message_id: 1,
      date: 0,
      chat,
      text: '/staff add Mari Holt editor',
      entities: [mention],
    };
    expect(textForParsing({ ...message, from: mention.user }, typedCommands)).toBe(
      '/staff add telegram:77 editor',
    );
  });

  it('stays a name in a headline', () => {
    const text = '/update x  Mari Holt resigns';
    const message = { message_id: 1, date: 0, chat, text, entities: [mention] };
    expect(textForParsing({ ...message, from: mention.user }, typedCommands)).toBe(text);
  });
});

describe('what was formatted with the means of the app', () => {
  const from = { id: 77, is_bot: false, first_name: 'Mari' };
  const chat = { id: 5, type: 'private', first_name: 'Ada' } as const;

  /** The text for parsing of a message with these words in bold. */
  function typed(text: string, bold: string): string {
    const entities = [{ type: 'bold', offset: text.indexOf(bold), length: bold.length } as const];
    return textForParsing({ message_id: 1, date: 0, chat, from, text, entities }, typedCommands);
  }

  it('becomes Markdown below the first line', () => {
    expect(typed('/update x Bridge closed\nNobody may cross.', 'may cross')).toBe(
      '/update x Bridge closed\nNobody **may cross**.',
    );
    expect(typed('  /update@bot x Café 👍🏽\n\nÉ 👍🏽 nobody', 'nobody')).toBe(
      '/update@bot x Café 👍🏽\n\nÉ 👍🏽 **nobody**',
    );
  });

  it('leaves the first line as it was typed, also where one stretch goes on below it', () => {
    expect(typed('/update x Bridge closed', 'Bridge')).toBe('/update x Bridge closed');
    expect(typed('/update x Bridge closed\nNobody may cross.', 'closed\nNobody')).toBe(
      '/update x Bridge closed\n**Nobody** may cross.',
    );
  });

  it('stays what it was for commands that take no Markdown', () => {
    const text = '/kill x/17\nWrong at the root';
    expect(typed(text.replace('kill', 'status'), 'Wrong')).toBe(text.replace('kill', 'status'));
    const plain = typedCommands.map((command) => ({
      ...command,
      leaves: command.leaves.map((leaf) => ({ ...leaf, options: mapped(leaf.options) })),
    }));
    const message = { message_id: 1, date: 0, chat, from, text: '/update x One\nTwo' };
    const entities = [{ type: 'bold', offset: 14, length: 3 } as const];
    expect(textForParsing({ ...message, entities }, plain)).toBe(message.text);
  });

  function mapped(options: (typeof typedCommands)[number]['leaves'][number]['options']): typeof options {
    return Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, { ...option, isPlain: true }]),
    );
  }
});
