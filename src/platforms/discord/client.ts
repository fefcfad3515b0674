import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { Logger } from '../../logger.ts';
import { loggable } from './errors.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { requestReadingLimits, rootOf } from './rest.ts';

/** Options of {@link createClient}. */
export interface ClientSettings {
  /** The REST root, where the client asks for the gateway's address. */
  readonly apiUrl: string;
  /** Counts the requests that Discord refuses. */
  readonly invalid: InvalidRequests | undefined;
  readonly log: Logger;
}

/** A gateway client that is not connected yet. No event can end the process. */
export function createClient({ apiUrl, invalid, log }: ClientSettings): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    allowedMentions: { parse: [] },
    // Interactions would be held back until all servers are loaded, but must be answered within 3 seconds.
    waitGuildTimeout: 1_500,
    rest: {
      api: rootOf(apiUrl),
      timeout: 10_000,
      retries: 2,
      makeRequest: requestReadingLimits((method, _url, body) => {
        log.info({ method, code: body?.code, waitMs: body?.waitMs }, 'Discord asks to wait');
      }, invalid),
    },
  });
  // Without a listener, an `error` event ends the process.
  client.on(Events.Error, (error) => log.error(loggable(error), 'the Discord client reported an error'));
  client.on(Events.ShardError, (error) => log.warn(loggable(error), 'the Discord connection had an error'));
  passOverOddEvents(client, log);
  return client;
}

/** How discord.js passes an event to its handler; its types do not include this. */
interface EventDoor {
  handlePacket(packet?: { readonly t?: unknown }, shard?: unknown): boolean;
}

/**
 * Catches what discord.js throws for an event of unknown shape. Otherwise it would end the process, and with it
 * everything on the other platform.
 */
function passOverOddEvents(client: Client, log: Logger): void {
  const door = client.ws as unknown as EventDoor; // Described above.
  const handle = door.handlePacket.bind(door);
  door.handlePacket = (packet, shard) => {
    try {
      return handle(packet, shard);
    } catch (error) {
      log.error(
        { ...loggable(error), event: String(packet?.t) },
        'Discord sent an event that cannot be read',
      );
      return false;
    }
  };
}
