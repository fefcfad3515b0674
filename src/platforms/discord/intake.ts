import { type Client, Events } from 'discord.js';
import type { Instant } from '../../domain/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Dispatcher } from '../../newsroom/dispatcher.ts';
import type { Intake } from '../platform.ts';
import { createConnection } from './connection.ts';
import { handleInteraction } from './interactions.ts';
import { discordCommands } from './registration.ts';
import { watchRights } from './rights.ts';
import { createTasks } from './tasks.ts';

/** What the listening side needs. */
export interface DiscordIntakeOptions {
  readonly token: string;
  /** The REST root: `https://discord.com/api`, or that of a proxy. */
  readonly apiUrl: string;
  /** Registers the commands in this server alone, where a change shows at once; everywhere when absent. */
  readonly guildId?: string;
  readonly dispatcher: Dispatcher;
  readonly now: () => Instant;
  readonly log: Logger;
}

/** Discord's listening side: slash commands, context menus, forms, buttons, suggestions and changes of rights. */
export function createDiscordIntake(options: DiscordIntakeOptions): Intake {
  const { dispatcher, log } = options;
  const tasks = createTasks(log);
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const connection = createConnection({
    ...options,
    commands: discordCommands(dispatcher.commands),
    attach(client: Client) {
      watchRights(client, { dispatcher, tasks });
      client.on(Events.InteractionCreate, (interaction) =>
        tasks.run('an interaction', () => handleInteraction(interaction, options)),
      );
    },
  });

  return {
    platform: 'discord',
    status: connection.status,
    start() {
      running ??= connection.run(stopping.signal);
    },
    async stop() {
      await tasks.close();
      stopping.abort();
      await running;
    },
  };
}
