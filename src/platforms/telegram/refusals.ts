import type { Outcome } from '../../domain/outcome.ts';

/** The kind of call. */
export type TelegramOperation = 'send' | 'edit' | 'delete' | 'pin';

/** One wording of a refusal, and what it means. */
export interface Row {
  readonly code: number;
  /** A part of the description, in lower case. */
  readonly text: string;
  /** The only operation that the row applies to. */
  readonly operation?: TelegramOperation;
  readonly outcome: Outcome;
}

const unchanged: Outcome = { kind: 'unchanged' };
const messageGone: Outcome = { kind: 'message-gone' };

/**
 * Telegram's wordings; the first match counts. Unless a source is named, the wording is from the source of Telegram's
 * Bot API server (github.com/tdlib/telegram-bot-api). "TDLib" is the library below it (github.com/tdlib/td). Words in
 * CAPITALS come from Telegram's own servers.
 */
export const rows: readonly Row[] = [
  row(404, 'not found', platformRefused('Telegram does not know the bot token (or this is not the Bot API)')),

  // The destination is lost, or closed to the bot.
  row(403, 'bot was blocked by the user', forbidden('this person has blocked me')),
  row(403, 'user is deactivated', gone('this account was deleted')),
  row(403, 'the group chat was deleted', gone('the group was deleted')),
  row(403, 'bot was kicked', forbidden('I was removed from there; add me again')),
  row(403, 'bot is not a member', forbidden('I am not a member there; add me again')),
  // Comes without the new id only while the upgrade is in progress.
  row(400, 'group chat was upgraded', later('the group is becoming a supergroup')),
  // Not in the server's source; many bots get it when a person never wrote to them.
  row(403, "bot can't initiate conversation", forbidden('this person must write /start to me first')),
  row(403, "bot can't send messages to bots", gone('this is a bot')),
  row(400, 'chat not found', gone('Telegram does not know this chat, or I was never in it')),
  row(400, 'peer_id_invalid', gone('Telegram does not know this chat, or I was never in it')),
  row(400, 'user_is_blocked', forbidden('this person has blocked me')),
  row(400, 'message thread not found', gone('the topic was deleted')),
  row(400, 'topic_deleted', gone('the topic was deleted')),
  row(400, 'topic_closed', needsRights('the topic is closed; reopen it or let me manage topics')),

  // Rights: TDLib and, in capitals, Telegram's servers.
  row(400, 'not enough rights to manage pinned', needsRights('I may not pin there; let me pin messages')),
  row(400, 'not enough rights to pin', needsRights('I may not pin there; let me pin messages')),
  row(
    400,
    'need administrator rights',
    needsRights('I must be an administrator of the channel to post there'),
  ),
  row(
    400,
    'not enough rights to send photos',
    needsRights('I may not post pictures there; let me send media'),
  ),
  row(400, 'not enough rights', needsRights('I may not post there; give me the right to post')),
  row(400, 'have no rights to send', needsRights('I may not post there; give me the right to post')),
  row(400, 'chat_write_forbidden', needsRights('I may not post there; give me the right to post')),
  row(400, 'chat_send_plain_forbidden', needsRights('I may not post there; give me the right to post')),
  row(400, 'chat_send_photos_forbidden', needsRights('I may not post pictures there; let me send media')),
  row(400, 'chat_admin_required', needsRights('I must be an administrator there')),
  row(400, 'chat_restricted', needsRights('the chat is restricted by Telegram')),

  // The message to change.
  row(400, 'message is not modified', unchanged),
  row(400, 'message to delete not found', unchanged),
  row(400, 'message to edit not found', messageGone),
  row(400, 'message to pin not found', messageGone),
  // Messages are sent without their reply when that is gone, so this can only last a moment.
  row(400, 'message to be replied not found', later('the message that this one answers has just gone')),
  { code: 400, text: 'message_id_invalid', operation: 'delete', outcome: unchanged },
  row(400, 'message_id_invalid', messageGone),
  row(400, 'there is no text in the message', refused('Telegram does not let me change this message')),
  // TDLib
  row(400, "message can't be edited", refused('Telegram does not let me change this message')),
  row(400, "message can't be deleted", { kind: 'undeletable' }),

  // The content.
  row(400, "can't parse entities", refused('Telegram does not accept the formatting of this message')),
  row(400, 'message text is empty', refused('the message would be empty')),
  row(400, 'message is too long', refused('the message is too long for Telegram')),
  row(400, 'text is too long', refused('the message is too long for Telegram')),
  row(400, 'caption is too long', refused('the text is too long to stand under a picture')),
  row(400, 'wrong http url', refused('Telegram does not accept an address in this message')),
  row(400, 'failed to get http url content', refused('Telegram could not fetch the picture')),
  row(400, 'wrong type of the web page content', refused('Telegram could not read the picture')),
  row(400, 'photo_invalid_dimensions', refused('the picture is too large or too narrow for Telegram')),
  row(400, 'image_process_failed', refused('Telegram could not read the picture')),
  row(400, 'photo_ext_invalid', refused('Telegram does not take pictures of this kind')),
  row(413, 'too large', refused('the picture is too large for Telegram')),

  // A press of a button that nobody waits for any more.
  row(400, 'query is too old', unchanged),
];

function row(code: number, text: string, outcome: Outcome): Row {
  return { code, text, outcome };
}

function platformRefused(why: string): Outcome {
  return { kind: 'platform-refused', why };
}

function gone(why: string): Outcome {
  return { kind: 'destination-gone', why };
}

function forbidden(why: string): Outcome {
  return { kind: 'forbidden', why };
}

function needsRights(why: string): Outcome {
  return { kind: 'needs-rights', why };
}

function later(why: string): Outcome {
  return { kind: 'retry-later', why };
}

function refused(why: string): Outcome {
  return { kind: 'entry-refused', why };
}
