import { expect, test } from 'vitest';
import { followedStory } from '../support/followed-newsroom.ts';
import { hand } from '../support/pressing.ts';

const update = {
  discord: '/update headline:Bridge closed body:Some text',
  telegram: '/update Bridge closed\nSome text',
};

test.each([
  ['discord', 'telegram'],
  ['telegram', 'discord'],
] as const)(
  'on %s an update that was sent before, also from %s, is asked about, and published again by the button',
  async (platform, other) => {
    const { world, discordTexts, telegramTexts } = await followedStory();
    const people = hand[platform](world);
    await people.use(update[platform]);
    const elsewhere = await hand[other](world).use(update[other]);
    expect(elsewhere.text).toContain('The same text is already harbour/1 (');
    const asked = await people.use(update[platform]);
    expect(asked.text).toMatch(/The same text is already harbour\/1 \([\s\S]*Bridge closed\nSome text/);
    expect(asked.labels).toEqual(['Publish it again']);

    expect((await asked.press('Publish it again')).text).toContain('Published harbour/2');
    expect((await asked.press('Publish it again')).text).toContain('Published harbour/2');
    const times = (texts: readonly string[]) => texts.filter((text) => text.includes('Some text')).length;
    await world.discord.waitFor(() => times(discordTexts()) === 2);
    await world.telegram.waitFor(() => times(telegramTexts()) === 2);
    expect((await people.use('/status entry:harbour/3')).text).toContain('Its newest is harbour/2.');
  },
);
