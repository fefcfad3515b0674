import { REST, Routes } from 'discord.js';
import { Api } from 'grammy';
import type { OnRelease } from '../src/releasers.ts';
import type { World } from '../src/sandbox/world.ts';
import { eachOf } from './ground.ts';
import type { SentMessage } from './watch.ts';

/** The platforms' own clients in a loop: without records, queue, order or retries. */
export interface BareBot {
  /** Sends these messages again, `concurrency` at a time. */
  sendToDiscord(messages: readonly SentMessage[], concurrency: number): Promise<void>;
  sendToTelegram(messages: readonly SentMessage[], concurrency: number): Promise<void>;
}

/**
 * Makes the clients as their documentation does, except for the 50 calls a second to which discord.js limits itself.
 */
export function createBareBot({ platforms }: World, onRelease: OnRelease): BareBot {
  const { apiUrl, token } = platforms.discord;
  const rest = new REST({ api: apiUrl, globalRequestsPerSecond: Number.POSITIVE_INFINITY }).setToken(token);
  onRelease(async () => {
    rest.clearHashSweeper();
    rest.clearHandlerSweeper();
  });
  const api = new Api(platforms.telegram.token, { apiRoot: platforms.telegram.apiUrl });
  return {
    sendToDiscord: (messages, concurrency) =>
      eachOf(messages, concurrency, ({ channel, body: sent }) => {
        // With its nonce, Discord would answer that the message already exists.
        const { nonce: _, enforce_nonce: __, ...body } = sent;
        return rest.post(Routes.channelMessages(channel), { body });
      }),
    sendToTelegram: (messages, concurrency) =>
      eachOf(messages, concurrency, ({ channel, body }) => {
        const { chat_id: _, text, ...fields } = body;
        return api.sendMessage(channel, String(text), fields);
      }),
  };
}
