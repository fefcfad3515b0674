import { followedChannels } from './channels.ts';
import { demoZone, digestSteps } from './demo.ts';
import type { DemoPlayer } from './page/demo-player.ts';
import { playQuestion, type Stage } from './play.ts';
import { readerZone } from './shown-text.ts';
import { seconds, timingTable } from './timing.ts';

const aboutLimits =
  'Most of that is waiting: as the real platforms do, the stand-ins let a bot post about once a second in a channel, and Dateline keeps to it.';

/**
 * Plays the demo and prints it: the commands, both channels, a reader's digests and how long it took. `isLimited` says
 * whether the stand-ins enforce the platforms' limits. Rejects as {@link DemoPlayer.play} does.
 */
export async function perform(stage: Stage, demo: DemoPlayer, isLimited: boolean): Promise<void> {
  const { world, terminal } = stage;
  const zone = demoZone(readerZone(), Date.now());
  terminal.title('A newsroom at work');
  terminal.say(
    `Ada and Mira, the chiefs, cover a flood, the one from Discord and the other from Telegram. The story keeps ${zone} time wherever it is read. They type a day of news in seconds, so its times lie close together.\n`,
  );
  const startedAt = performance.now();
  const timings = await demo.play(stage);
  const tookMs = performance.now() - startedAt;
  terminal.say('\nThis is what readers see now; the time above each message is your own.');
  for (const channel of followedChannels(world, terminal.ink)) terminal.channel(channel);
  terminal.title('A reader asks for a summary');
  for (const step of digestSteps) {
    const answer = await playQuestion(stage, step);
    terminal.say('');
    terminal.answer(answer);
    terminal.say('');
  }
  terminal.title('How long it took');
  terminal.say(timingTable(timings));
  terminal.say(`\nThe whole story took ${seconds(tookMs)}, from the first command to the last message.`);
  if (isLimited) terminal.say(aboutLimits);
}
