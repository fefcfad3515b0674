import { z } from 'zod';
import { badRequest } from './errors.ts';
import { chatAddress, integer, json } from './fields.ts';
import { type MethodTable, method } from './method.ts';

/** One command of the menu. */
interface MenuCommand {
  readonly command: string;
  readonly description: string;
}

/** The menu for one scope and language. */
export interface CommandMenu {
  readonly scope: { readonly type: string; readonly chat_id?: number | string; readonly user_id?: number };
  /** Empty for all languages without a menu of their own. */
  readonly languageCode: string;
  readonly commands: readonly MenuCommand[];
}

const maxCommands = 100;

const scope = json(
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.enum(['default', 'all_private_chats', 'all_group_chats', 'all_chat_administrators']),
    }),
    z.strictObject({ type: z.enum(['chat', 'chat_administrators']), chat_id: chatAddress }),
    z.strictObject({ type: z.literal('chat_member'), chat_id: chatAddress, user_id: integer }),
  ]),
).default({ type: 'default' });
const languageCode = z
  .string()
  .regex(/^([a-z]{2})?$/)
  .default('');
const menuCommands = json(z.array(z.strictObject({ command: z.string(), description: z.string() })));

/** setMyCommands, getMyCommands, deleteMyCommands (Bot API, "BotCommandScope"). The menus are kept in `menus`. */
export function createCommandMethods(menus: Map<string, CommandMenu>): MethodTable {
  const where = { scope, language_code: languageCode };
  return {
    setMyCommands: method({ commands: menuCommands, ...where }, (asked) => {
      checkCommands(asked.commands);
      const menu = { scope: asked.scope, languageCode: asked.language_code, commands: asked.commands };
      menus.set(keyOf(asked.scope, asked.language_code), menu);
      return true;
    }),
    getMyCommands: method(
      where,
      (asked) => menus.get(keyOf(asked.scope, asked.language_code))?.commands ?? [],
    ),
    deleteMyCommands: method(where, (asked) => {
      menus.delete(keyOf(asked.scope, asked.language_code));
      return true;
    }),
  };
}

function keyOf(menuScope: CommandMenu['scope'], language: string): string {
  return JSON.stringify([menuScope.type, menuScope.chat_id, menuScope.user_id, language]);
}

/** Checks the limits of Bot API, "setMyCommands" and "BotCommand". */
function checkCommands(commands: readonly MenuCommand[]): void {
  if (commands.length > maxCommands) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  for (const { command, description } of commands) {
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description.length < 1 || description.length > 256)
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
  }
}
