import type { Pace, PacedCall } from '../platform.ts';
import { addressOfDestination } from './places.ts';

/** Two calls that are far enough apart here may arrive closer together at Telegram. */
const slackMs = 250;

/** One message a second in a chat, with small bursts (Telegram's "Bots FAQ", "My bot is hitting limits"). */
const perChat = { calls: 3, perMs: 3_000 + slackMs } as const;

/** Twenty messages a minute in a group (the same page). Channels are treated alike, and edits count. */
const perGroup = { calls: 20, perMs: 60_000 + slackMs } as const;
const perGroupWithRoom = { ...perGroup, calls: 10 } as const;

/** What Telegram allows in one chat; its topics share that. Pins and deletions are free. */
export function telegramPace({ operation, destination }: PacedCall): Pace | undefined {
  const address = addressOfDestination(destination);
  if (address === undefined || operation === 'pin' || operation === 'delete') return undefined;
  return paceOf(address.chatId);
}

/** The same for answers, which count as well. Changes of answers leave room for the news. */
export function answerPace(chatId: number, kind: 'answer' | 'change'): Pace {
  const pace = paceOf(chatId);
  return kind === 'change' && isShared(chatId)
    ? { ...pace, windows: [...pace.windows, perGroupWithRoom] }
    : pace;
}

function paceOf(chatId: number): Pace {
  const windows = isShared(chatId) ? [perChat, perGroup] : [perChat];
  return { name: `telegram:${chatId}`, windows, holdsAll: true };
}

/** People's chats have positive numbers, all others negative ones (Bot API, "Chat"). */
function isShared(chatId: number): boolean {
  return chatId < 0;
}
