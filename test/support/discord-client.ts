import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { DiscordSandbox } from '../../src/sandbox/discord/server.ts';

/** An unmodified discord.js client of the stand-in, logged in and ready. The caller destroys it. */
export async function connectClient(
  sandbox: DiscordSandbox,
  rest: Client['options']['rest'] = {},
): Promise<Client<true>> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages],
    waitGuildTimeout: 1_000,
    rest: { ...rest, api: sandbox.apiUrl },
  });
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(sandbox.token);
  return ready;
}
