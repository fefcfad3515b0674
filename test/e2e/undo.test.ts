import { expect, test } from 'vitest';
import { followedStory } from '../support/followed-newsroom.ts';
import { hand } from '../support/pressing.ts';

const update = {
  discord: (headline: string, rest = '') => `/update headline:${headline} body:Some text ${rest}`,
  telegram: (headline: string, rest = '') => `/update ${headline} ${rest}\nSome text`,
};
const platforms = ['discord', 'telegram'] as const;

/** A newsroom with time to undo; both platforms follow its story. */
async function newsroomThatWaits(undoMs: number) {
  const room = await followedStory({ undoMs });
  const { discord, telegram } = room.world;
  return {
    ...room,
    /** Resolves when both channels show a headline. */
    async shows(headline: string) {
      await discord.waitFor(() => room.discordTexts().some((text) => text.includes(headline)));
      await telegram.waitFor(() => room.telegramTexts().some((text) => text.includes(headline)));
    },
  };
}

test.each(platforms)(
  'on %s the answer counts down, and tells of the delivery when the time is over',
  async (platform) => {
    const { world, discordTexts, telegramTexts, shows } = await newsroomThatWaits(3_000);
    const said = await hand[platform](world).use(update[platform]('Bridge closed'));
    expect(said.text).toBe('harbour/1 goes out in 3 seconds.');
    expect(said.labels).toEqual(['Undo 3 s']);
    expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('Bridge closed');
    await shows('Bridge closed');
    const isTold = () => said.text.includes('Published harbour/1') && said.text.includes('Delivered 2 of 2');
    await (platform === 'discord'
      ? world.discord.waitFor(isTold, 15_000)
      : world.telegram.waitFor(isTold, 15_000));
    expect(said.labels).toContain('Status');
    expect(said.labels.join()).not.toContain('Undo');
  },
);

test.each(platforms)(
  'on %s an update that is undone in time is never sent, and its text is given back',
  async (platform) => {
    const { world, discordTexts, telegramTexts, shows } = await newsroomThatWaits(60_000);
    const people = hand[platform](world);
    const said = await people.use(update[platform]('Bridge closed'));
    const undone = await said.press(said.labels[0] ?? '');
    expect(undone.text).toMatch(/Cancelled harbour\/1[\s\S]*Bridge closed\nSome text/);
    await people.use(update[platform]('Second', 'urgency:flash'));
    await shows('Second');
    expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('Bridge closed');
    expect((await people.use('/digest')).text).not.toContain('Bridge closed');
  },
);

test('a restart while it waits sends it out once, at its time', async () => {
  const { world, discordTexts, telegramTexts, restart, shows } = await newsroomThatWaits(2_000);
  await hand.telegram(world).use(update.telegram('Bridge closed'));
  await restart();
  await shows('Bridge closed');
  const entries = (texts: readonly string[]) => texts.filter((text) => text.includes('Some text'));
  expect([entries(discordTexts()).length, entries(telegramTexts()).length]).toEqual([1, 1]);
});
