import type { Api } from 'grammy';
import type { Command } from '../../newsroom/command/command.ts';

/** The longest description of a command (https://core.telegram.org/bots/api#botcommand). */
const longestDescription = 256;

/**
 * Sets Telegram's command menu to the declared commands, in their order, for everyone (the default scope). The menu
 * only helps with typing; who may use a command is checked when it is used. Throws what grammY throws.
 */
export async function registerCommands(api: Api, commands: readonly Command[]): Promise<void> {
  await api.setMyCommands(
    commands.map(({ name, description }) => ({
      command: name,
      description: description.slice(0, longestDescription),
    })),
  );
}
