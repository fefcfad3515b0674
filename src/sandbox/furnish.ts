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
  await onDiscord(world);
  await onTelegram(world);
}

async function onDiscord({ discord, cast: { discord: cast } }: World): Promise<void> {
  const type = async (channelId: string, line: string) => {
    const use = await discord.command({ as: cast.chief, channelId, line });
    await use.reply();
  };
  for (const { who, role } of roles)
    await type(cast.newsroom, `/staff add user:@${cast[who].name} role:${role}`);
  await type(cast.desk, '/desk');
}

async function onTelegram({ telegram, cast: { telegram: cast } }: World): Promise<void> {
  const type = async (text: string, mentions: readonly World['cast']['telegram']['chief'][] = []) => {
    const { messageId } = telegram.say({ as: cast.chief, chatId: cast.desk, text, mentions });
    await telegram.waitFor(() =>
      telegram.messages(cast.desk).some(({ fromBot, replyToId }) => fromBot && replyToId === messageId),
    );
  };
  for (const { who, role } of roles) await type(`/staff add ${cast[who].name} role:${role}`, [cast[who]]);
  await type('/desk');
}
