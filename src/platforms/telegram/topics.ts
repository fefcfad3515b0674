import { type Api, GrammyError } from 'grammy';
import type { Place } from '../../newsroom/command/call.ts';
import { addressOfDestination, topicIn } from './places.ts';

/** Bot API, "createForumTopic". */
const maxName = 128;

/**
 * Whether the bot may write in a forum's closed topics: members who manage topics may. If Telegram does not answer,
 * true is assumed; a post that is refused shows it soon enough.
 */
export async function mayUseClosed(
  api: Pick<Api, 'getChatMember'>,
  { chatId, botId }: { readonly chatId: number; readonly botId: number },
): Promise<boolean> {
  try {
    const member = await api.getChatMember(chatId, botId);
    return member.status === 'administrator' && member.can_manage_topics === true;
  } catch {
    return true;
  }
}

/**
 * Opens a topic in a forum, Telegram's counterpart of a Discord thread, or returns why it cannot, as a clause for
 * people. Throws when Telegram does not answer.
 */
export async function openTopic(
  api: Pick<Api, 'getChat' | 'createForumTopic'>,
  place: Place,
  name: string,
): Promise<Place | { readonly why: string }> {
  const address = addressOfDestination(place.destination);
  const isTopic = address?.topicId !== undefined;
  const chat = address && (await api.getChat(address.chatId));
  if (chat === undefined || isTopic || !('is_forum' in chat) || chat.is_forum !== true)
    return { why: 'only groups with topics have threads of their own' };
  try {
    const topic = await api.createForumTopic(chat.id, Array.from(name).slice(0, maxName).join(''));
    return topicIn(place, { chatId: chat.id, topicId: topic.message_thread_id }, topic.name);
  } catch (error) {
    if (!(error instanceof GrammyError) || error.error_code >= 429) throw error;
    return { why: 'I may not; make me an administrator who manages topics' };
  }
}
