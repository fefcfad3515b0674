import { expect, test } from 'vitest';
import { followedStory } from '../support/followed-newsroom.ts';
import { hand } from '../support/pressing.ts';

const mayBeCut =
  /^Your message is so long that the app may have cut it in two; only the part with the command is read\./;
const body = `${'The ferry did not sail. '.repeat(249)}Nobody was hurt.`;

/** What an app sends of a text: it is cut where a message ends, or where an empty line ends its second half. */
const cuts = [
  ['in the middle of a word', (line: string) => pasted(`${line}\n${body}`, 4_096)],
  [
    'at an empty line',
    (line: string) => pasted(`${line}\n${body.slice(0, 2_050)}\n\n${body.slice(2_050)}`, 2_100),
  ],
] as const;

function pasted(text: string, longest: number): readonly [string, string] {
  const empty = text.indexOf('\n\n');
  const at = empty === -1 ? longest : empty;
  return [text.slice(0, at).trim(), text.slice(at).trim()];
}

test.each(cuts)('a paste that the app cuts %s is shown before it is published', async (_, cut) => {
  const { world, discordTexts, telegramTexts } = await followedStory();
  const { discord } = world;
  const [first, rest] = cut('/update Bridge closed source:"Police"');
  expect(first.length + rest.length).toBeGreaterThan(6_000);
  const shown = await hand.telegram(world).use(first);
  await shown.until('Publish');
  expect(shown.text).toMatch(mayBeCut);
  expect(shown.text).toContain(`${first.slice(-40).trim()}”.\nIf more belongs there, cancel`);
  expect(await hand.telegram(world).use(rest)).toMatchObject({
    text: expect.stringContaining('Nothing was done with this message') as string,
  });
  expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('Bridge closed');

  expect((await shown.press('Publish')).text).toContain('Published harbour/1');
  await discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Bridge closed')));
});

test('in a group, a text that is too long is refused with an answer, and nothing is published', async () => {
  const { world, telegramTexts } = await followedStory();
  const { telegram, cast } = world;
  const chatId = cast.telegram.desk;
  const [first, rest] = pasted(`/update Bridge closed\n${body}`, 4_096);
  const { messageId } = telegram.say({ as: cast.telegram.chief, chatId, text: first });
  telegram.say({ as: cast.telegram.chief, chatId, text: rest });
  const said = await telegram.waitFor(() =>
    telegram.messages(chatId).find(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
  );
  expect(said.text).toMatch(mayBeCut);
  expect(telegramTexts().join()).not.toContain('Bridge closed');
});

test.each(['/edit 1 Bridge open', '/correct 1 wrong:"It closed" right:"It is open"'])(
  '%s with a text that may be cut changes nothing before somebody says that it is whole',
  async (line) => {
    const { world, onTelegram, discordTexts, telegramTexts } = await followedStory();
    await onTelegram('/update Bridge closed source:"Police"\nThe body.');
    const published = (text: string) => text.includes('Bridge closed') && text.includes('The body.');
    await world.telegram.waitFor(() => telegramTexts().some(published));
    await world.discord.waitFor(() => discordTexts().some(published));
    const [first] = pasted(`${line}\n${body}`, 4_096);
    const asked = await hand.telegram(world).use(first);
    await asked.until('It is whole');
    expect(asked.text).toMatch(mayBeCut);
    expect(asked.text).toContain('Nothing was changed.');
    expect(telegramTexts().filter(published)).toHaveLength(1);

    expect((await asked.press('It is whole')).text).toMatch(/^(Edited|Corrected) harbour\/1/);
    await world.telegram.waitFor(() => telegramTexts().some((text) => text.includes('did not sail')));
    await world.discord.waitFor(() => discordTexts().some((text) => text.includes('did not sail')));
    expect((await asked.press('It is whole')).text).toMatch(/^(Edited|Corrected) harbour\/1/);
  },
);

test('what no app has cut is published at once', async () => {
  const { onTelegram } = await followedStory();
  expect(await onTelegram(`/update Bridge closed source:"Police"\n${body.slice(0, 1_900)}`)).toContain(
    'Published harbour/1',
  );
});
