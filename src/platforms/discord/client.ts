import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { Logger } from '../../logger.ts';
import { loggable } from './errors.ts';
import type { InvalidRequests } from './invalid-requests.ts';
import { requestReadingLimits, rootOf } from './rest.ts';

/** What a client needs. */
export interface ClientSettings {
  /** The REST root; the gateway's address is asked for there. */
  readonly apiUrl: string;
  /** Counts what Discord refuses. */
  readonly invalid?: InvalidRequests;
  readonly log: Logger;
}

/** A client of the gateway that is not connected yet. Nothing that arrives makes it end the process. */
export function createClient({ apiUrl, invalid, log }: ClientSettings): Client {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    shards: 'auto',
    allowedMentions: { parse: [] },
    // Interactions are held back until all servers are in, but must be answered within 3 seconds.
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

/** How discord.js hands an event that arrived to what handles it; its types keep that private. */
interface EventDoor {
  handlePacket(packet?: { readonly t?: unknown }, shard?: unknown): boolean;
}

/**
 * What an event of a shape that discord.js does not know makes it throw is caught by nobody and would end the process,
 * and with it all that goes to the other platform.
 */
function passOverOddEvents(client: Client, log: Logger): void {
  const door = client.ws as unknown as EventDoor; // described above
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
