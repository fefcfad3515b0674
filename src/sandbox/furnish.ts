import type { Who } from './demo.ts';
import type { World } from './world.ts';

const roles: readonly { readonly who: Who; readonly role: string }[] = [
  { who: 'editor', role: 'editor' },
  { who: 'reporter', role: 'reporter' },
];

/**
 * Gives the editor and the reporter their roles, and each platform a desk, by commands that the chief types. Rejects
 * when the bot does not answer one of them.
 */
export async function furnish(world: World): Promise<void> {
  const { discord, telegram } = world.cast;
  for (const { who, role } of roles) {
    await onDiscord(world, discord.newsroom, `/staff add user:@${discord[who].name} role:${role}`);
    await onTelegram(world, `/staff add ${telegram[who].name} role:${role}`, [telegram[who]]);
  }
  // Last: a desk is told of roles, and this one begins empty.
  await onDiscord(world, discord.desk, '/desk');
  await onTelegram(world, '/desk');
}

async function onDiscord({ discord, cast }: World, channelId: string, line: string): Promise<void> {
  const use = await discord.command({ as: cast.discord.chief, channelId, line });
  await use.reply();
}

async function onTelegram(
  { telegram, cast: { telegram: cast } }: World,
  text: string,
  mentions: readonly World['cast']['telegram']['chief'][] = [],
): Promise<void> {
  const { messageId } = telegram.say({ as: cast.chief, chatId: cast.desk, text, mentions });
  await telegram.waitFor(() =>
    telegram.messages(cast.desk).some(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
  );
}
