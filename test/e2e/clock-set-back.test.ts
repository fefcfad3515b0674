import { expect, test } from 'vitest';
import { followedStory, has } from '../support/followed-newsroom.ts';

const hourMs = 3_600_000;

/** A newsroom that has published one update when its bot's clock, which was an hour ahead, is set back. */
async function newsroomSetBack() {
  let aheadMs = hourMs;
  const room = await followedStory({ now: () => Date.now() + aheadMs, isPaced: false });
  const { discord, telegram } = room.world;
  const shows = async (headline: string) => {
    await discord.waitFor(() => has(headline)(room.discordTexts()));
    await telegram.waitFor(() => has(headline)(room.telegramTexts()));
  };
  await room.onDiscord('/update headline:Bridge closed body:Nobody may cross.');
  await shows('Bridge closed');
  await room.onDiscord('/digest');
  aheadMs = 0;
  await room.onTelegram('/update Ferries take over\nEvery ten minutes.');
  return { ...room, shows };
}

/** The words in the order in which they stand in a text. */
function inOrder(text: string): readonly string[] {
  return ['Nobody may cross', 'Every ten minutes', 'Cars first']
    .filter((words) => text.includes(words))
    .toSorted((a, b) => text.indexOf(a) - text.indexOf(b));
}

test('what is published after the clock was set back reaches who followed before, and stands on top', async () => {
  const { onDiscord, onTelegram, shows } = await newsroomSetBack();
  await shows('Ferries take over');
  await onDiscord('/update headline:Bridge opens body:Cars first.');
  await shows('Bridge opens');
  expect(inOrder(await onDiscord('/digest since:last'))).toEqual(['Cars first', 'Every ten minutes']);
  for (const digest of [await onDiscord('/digest'), await onTelegram('/digest')])
    expect(inOrder(digest)).toEqual(['Cars first', 'Every ten minutes', 'Nobody may cross']);
});

test('who follows a story after the clock was set back is told all of it in one summary, and then what comes', async () => {
  const { world, onDiscord, onTelegram, shows } = await newsroomSetBack();
  await shows('Ferries take over');
  const { telegram, cast } = world;
  const told = () =>
    telegram
      .messages(cast.telegram.chief.id)
      .filter(({ fromBot }) => fromBot)
      .map(({ text }) => inOrder(text))
      .filter(({ length }) => length > 0);
  await onTelegram('/subscribe harbour');
  await onDiscord('/update headline:Bridge opens body:Cars first.');
  await telegram.waitFor(() => told().some(([first]) => first === 'Cars first'));
  // What it was told in the summary is not sent once more when it is edited.
  await onDiscord('/edit entry:harbour/2 headline:Ferries take over now');
  await onDiscord('/update headline:Flags body:Cars first. urgency:quiet');
  await telegram.waitFor(() => told().length === 3);
  expect(told()).toEqual([['Every ten minutes', 'Nobody may cross'], ['Cars first'], ['Cars first']]);
});

test('the summary of a story that is closed has what was published before the clock was set back', async () => {
  const { world, onDiscord, shows } = await newsroomSetBack();
  await shows('Ferries take over');
  await onDiscord('/story close story:harbour');
  const isWhole = (text: string) => inOrder(text).length === 2;
  await world.discord.waitFor(() =>
    world.discord.messages(world.cast.discord.channel).some(({ content }) => isWhole(content)),
  );
  await world.telegram.waitFor(() =>
    world.telegram.messages(world.cast.telegram.channel).some(({ text }) => isWhole(text)),
  );
});
