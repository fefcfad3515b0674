import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import { createLogger } from '../../src/logger.ts';
import { followedStory } from '../support/followed-newsroom.ts';
import { testDataDir } from '../support/newsroom.ts';
import { hand } from '../support/pressing.ts';

const secret = 'Verdictword';

/** How an update with a time is typed on each platform. */
const update = {
  discord: (headline: string, rest: string) => `/update headline:${headline} body:Text ${rest}`,
  telegram: (headline: string, rest: string) => `/update ${headline} ${rest}\nText`,
};
const platforms = ['discord', 'telegram'] as const;

/** A zone in which it is day now, because an embargo that ends at midnight is asked about. */
const zoneByDay = new Date().getUTCHours() < 12 ? 'Asia/Tokyo' : 'America/New_York';

/** A newsroom with one story that both platforms follow, and all that its bot logs. */
async function loggedStory(zone = 'Europe/Oslo') {
  const dataDir = await testDataDir();
  const lines: string[] = [];
  const log = createLogger({
    level: 'debug',
    secrets: [],
    destination: { write: (line) => lines.push(line) },
  });
  return { ...(await followedStory({ dataDir, log }, zone)), dataDir, lines };
}

/** A moment so many seconds from now, as it is typed. */
function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1_000).toISOString();
}

test.each(platforms)(
  'what is scheduled on %s goes out at its moment on both, and not before',
  async (platform) => {
    const { world, discordTexts, telegramTexts } = await loggedStory();
    const said = await hand[platform](world).use(update[platform]('Later', `at:${inSeconds(2)}`));
    expect(said.text).toContain('Scheduled harbour/1 for');
    expect(discordTexts().join()).not.toContain('Later');
    await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Later')));
    await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Later')));
  },
);

test.each(platforms)(
  'on %s a scheduled update is listed, moved, cancelled and published by its buttons',
  async (platform) => {
    const { world, discordTexts, telegramTexts } = await loggedStory();
    const people = hand[platform](world);
    for (const headline of ['First', 'Second'])
      await people.use(update[platform](headline, 'at:"tomorrow 9am"'));
    const listed = await people.use('/scheduled');
    expect(listed.text).toMatch(/harbour\/1 · .*First[\s\S]*harbour\/2 · .*Second/);

    const cancelled = await (await listed.press('harbour/1')).press('Cancel');
    expect(cancelled.text).toMatch(/Cancelled harbour\/1[\s\S]*First/);
    const moved = await people.use(`/scheduled entry:harbour/2 to:"tomorrow 10am"`);
    expect(moved.text).toMatch(/Moved harbour\/2 from .*9 a\.m\..* to .*10 a\.m\./);
    const published = await (await moved.press('Move or cancel')).press('Publish now');
    expect(published.text).toContain('Published harbour/2');
    await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Second')));
    await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Second')));
    expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('First');
    expect((await people.use('/scheduled')).text).toBe('Nothing is scheduled.');
  },
);

test('a form asks for the new time on Discord', async () => {
  const { world } = await loggedStory();
  const { discord, cast } = world;
  const who = { as: cast.discord.chief, channelId: cast.discord.newsroom };
  await hand.discord(world).use(update.discord('Later', 'at:tomorrow 9am'));
  const use = await discord.command({ ...who, line: '/scheduled entry:harbour/1' });
  await use.reply();
  const pressed = await discord.pressButton({ ...who, use, label: 'Move' });
  const form = await pressed.form();
  const sent = await discord.submitModal(pressed, { [form.fields[0]?.customId ?? '']: 'tomorrow 11am' });
  expect((await sent.reply()).content).toMatch(/to 11 a\.m\./);
});

test.each(platforms)(
  'on %s an hour that the clock repeats is asked about, and both buttons make one update',
  async (platform) => {
    const { world } = await loggedStory();
    const people = hand[platform](world);
    const asked = await people.use(update[platform]('Clocks change', 'at:"2040-10-28 02:30"'));
    expect(asked.text).toContain('can mean 2 moments');
    expect(asked.labels).toEqual([
      expect.stringMatching(/^2:30 a\.m\. .*the first time$/),
      expect.stringMatching(/^2:30 a\.m\. .*the second time$/),
    ]);
    const { text: said } = await asked.press(asked.labels[1] ?? '');
    expect(said).toContain('Scheduled harbour/1 for 2:30 a.m.');
    expect((await asked.press(asked.labels[0] ?? '')).text).toBe(said);
    expect((await people.use('/scheduled')).text).not.toContain('harbour/2');
  },
);

test.each(platforms)('an embargoed update from %s shows nowhere before its moment', async (platform) => {
  const {
    world,
    dataDir,
    lines,
    discordTexts,
    telegramTexts,
    onTelegram: ask,
  } = await loggedStory(zoneByDay);
  const people = hand[platform](world);
  // However long the looking takes, it must not be published meanwhile.
  const said = await people.use(update[platform](secret, `embargo:${inSeconds(3_600)}`));
  expect(said.text).toContain('is under embargo until');
  const answers = [
    await people.use('/scheduled'),
    await people.use('/status entry:harbour/1'),
    await people.use('/digest'),
  ];
  const shown = [
    ...answers.map(({ text }) => text),
    await ask('/story show'),
    ...discordTexts(),
    ...telegramTexts(),
  ];
  expect(shown.join('\n')).not.toContain(secret);
  expect(await queueText(dataDir)).not.toContain(secret);
  expect(lines.join('\n')).not.toContain(secret);

  await people.use(`/scheduled entry:harbour/1 to:${inSeconds(3)}`);
  await world.discord.waitFor(() => discordTexts().some((text) => text.includes(`### ${secret}`)));
  await world.telegram.waitFor(() => telegramTexts().some((text) => text.includes(`**${secret}`)));
  expect(await queueText(dataDir)).not.toContain(secret);
  expect(lines.join('\n')).not.toContain(secret);
});

/** Everything that stands in the queues' keys. */
async function queueText(dataDir: string): Promise<string> {
  const socket = (await readdir(dataDir, { recursive: true })).find((name) => name.endsWith('.sock'));
  const redis = new Redis({ path: join(dataDir, socket ?? '') });
  try {
    const keys = await redis.keys('dateline:{queue}:*');
    const values = await Promise.all(keys.map((key) => redis.dump(key)));
    return [...keys, ...values].join('\n');
  } finally {
    redis.disconnect();
  }
}

test('a cancelled update stays unpublished and a scheduled one is published once, even if its moment passes while no bot runs', async () => {
  const { world, discordTexts, telegramTexts, restart } = await loggedStory();
  const { discord } = hand;
  await discord(world).use(update.discord('Kept', `at:${inSeconds(2)}`));
  await discord(world).use(update.discord('Dropped', `at:${inSeconds(2)}`));
  await discord(world).use('/scheduled entry:harbour/2 action:cancel');
  await restart();
  await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### Kept')));
  await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**Kept')));
  const said = await discord(world).use(update.discord('Last', 'urgency:flash'));
  expect(said.text).toContain('Published harbour/3');
  await world.discord.waitFor(() => discordTexts().some((text) => text.startsWith('### FLASH: Last')));
  await world.telegram.waitFor(() => telegramTexts().some((text) => text.startsWith('**FLASH: Last')));
  expect(discordTexts().filter((text) => text.startsWith('### Kept'))).toHaveLength(1);
  expect(telegramTexts().filter((text) => text.startsWith('**Kept'))).toHaveLength(1);
  expect([...discordTexts(), ...telegramTexts()].join()).not.toContain('Dropped');
});
