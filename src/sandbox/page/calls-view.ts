import { isJson } from '../discord/protocol.ts';
import type { RecordedRequest } from '../discord/requests.ts';
import type { World } from '../world.ts';
import type { PageCall } from './view.ts';

const shownCalls = 40;

/** The bot's latest calls to both platforms, newest first. Polling for updates is left out. */
export function viewCalls({ discord, telegram, cast }: World): readonly PageCall[] {
  const chats = new Map(telegram.chats().map(({ id, title }) => [id, title]));
  const channels = new Map([
    [cast.discord.channel, '#river-watch'],
    [cast.discord.desk, '#desk'],
    [cast.discord.newsroom, '#newsroom'],
  ]);
  const onDiscord = newest(discord.requests()).map(({ id, one }): PageCall => {
    const { channelId = '', status, at } = one;
    const place = channels.get(channelId) ?? '';
    return { id: `d${id}`, platform: 'discord', at, what: discordCall(one), place, status };
  });
  const onTelegram = newest(telegram.requests()).flatMap(({ id, one }): PageCall[] => {
    const { method, chatId = 0, status, at } = one;
    if (method === 'getUpdates') return [];
    return [{ id: `t${id}`, platform: 'telegram', at, what: method, place: chats.get(chatId) ?? '', status }];
  });
  return [...onDiscord, ...onTelegram].toSorted((a, b) => b.at - a.at).slice(0, shownCalls);
}

/** The newest calls, numbered, as many as can be shown. The full lists grow as long as the sandbox runs. */
function newest<T>(calls: readonly T[]): readonly { readonly id: number; readonly one: T }[] {
  const from = Math.max(0, calls.length - shownCalls * 4);
  return calls.slice(from).map((one, index) => ({ id: from + index, one }));
}

/**
 * The call without ids and tokens, which would only be noise. Of an empty message, by which the bot asks whether
 * somebody takes its messages, it says that it is meant to be refused.
 */
export function discordCall({
  method,
  path,
  body,
}: Pick<RecordedRequest, 'method' | 'path' | 'body'>): string {
  const words = path
    .replace(/^\/interactions\/.*/, 'answer')
    .replace(/^\/webhooks\/.*/, 'answer')
    .replace(/^\/channels\/\d+\//, '')
    .replaceAll(/\/?\d{5,}/g, '');
  const isEmpty = method === 'POST' && words === 'messages' && isJson(body) && Object.keys(body).length === 0;
  return `${method} ${words}${isEmpty ? ' (empty on purpose, to be refused)' : ''}`;
}
