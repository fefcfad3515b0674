import { type Client, Events } from 'discord.js';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Dispatcher } from '../../newsroom/command/dispatcher.ts';
import type { BotAccount } from '../account.ts';
import type { KnownDestinations } from '../known-destinations.ts';
import { createLiveAnswers } from '../live-answers.ts';
import type { Intake } from '../platform.ts';
import { createConnection } from './connection.ts';
import { handleInteraction } from './interactions.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { discordCommands } from './registration.ts';
import { watchRights } from './rights.ts';
import { createTasks } from './tasks.ts';

/** Options of {@link createDiscordIntake}. */
export interface DiscordIntakeOptions {
  readonly token: string;
  /** The REST root: `https://discord.com/api`, or that of a proxy. */
  readonly apiUrl: string;
  /** Registers the commands in this server only, where changes show at once; everywhere when absent. */
  readonly guildId?: string;
  readonly dispatcher: Dispatcher;
  readonly known: KnownDestinations;
  /** Whether Discord accepts the token. Shared with the sending side. */
  readonly account?: BotAccount;
  /** Counts the requests that Discord refuses. Shared with the sending side. */
  readonly invalid?: InvalidRequests;
  /** The shortest time between two changes of one answer; two seconds by default. */
  readonly liveGapMs?: number;
  /** How long to wait after this many failures in a row; by default 1, 2, 4 … 60 seconds. */
  readonly retryDelayMs?: (failures: number) => number;
  readonly now: () => Instant;
  readonly log: Logger;
}

const usualGapMs = 2_000;

/** Discord's listening side: slash commands, context menus, forms, buttons, suggestions and changes of rights. */
export function createDiscordIntake(options: DiscordIntakeOptions): Intake {
  const { token, apiUrl, guildId, dispatcher, known, account, invalid, retryDelayMs, now, log } = options;
  const { liveGapMs = usualGapMs } = options;
  const tasks = createTasks(log);
  const live = createLiveAnswers({ gapMs: liveGapMs, now, log });
  const stopping = new AbortController();
  let running: Promise<void> | undefined;

  const connection = createConnection({
    token,
    apiUrl,
    guildId,
    commands: discordCommands(dispatcher.commands),
    account,
    invalid,
    retryDelayMs,
    now,
    log,
    attach(client: Client) {
      watchRights(client, { dispatcher, known, tasks });
      client.on(Events.InteractionCreate, (interaction) => {
        // After a 401 the library has forgotten the token, and a command may need it to look something up.
        client.rest.setToken(token);
        const deps = { dispatcher, live, apiUrl, now, log };
        tasks.run('an interaction', () => handleInteraction(interaction, deps));
      });
    },
  });

  return {
    platform: 'discord',
    status: connection.status,
    start() {
      running ??= connection.run(stopping.signal);
    },
    async stop() {
      await Promise.all([live.close(), tasks.close()]);
      stopping.abort();
      await running;
    },
  };
}
