import { RESTJSONErrorCodes as Code } from 'discord.js';
import type { LimitScope, Outcome } from '../../domain/outcome.ts';
import type { Instant } from '../../domain/time/instant.ts';

/** The kind of call. */
export type DiscordOperation = 'send' | 'edit' | 'delete' | 'pin' | 'publish';

/** The circumstances of a failed call. */
export interface DiscordFailureContext {
  readonly operation: DiscordOperation;
  readonly now: Instant;
  /** Whether the message had a picture, which needs a permission of its own. */
  readonly withPicture?: boolean;
}

/** What a code means under the circumstances. */
export type Verdict = (context: DiscordFailureContext) => Outcome;

const minuteMs = 60_000;

/** Why nothing can be done in a locked thread, as a clause for people. */
export const threadLocked = 'the thread is locked; ask an admin to unlock it or for Manage Threads';

/**
 * One row for each JSON error code that a delivery may get, from Discord's page "Opcodes and Status Codes"; rows name
 * any other source. Codes that come with status 429 (20016, 20028, 20029, 30046, 40062) are waited out as the answer
 * says; their rows are for the case that they come with another status.
 */
export const rows: readonly (readonly [Code, Verdict])[] = [
  [Code.UnknownChannel, gone('the channel was deleted')],
  [Code.UnknownGuild, gone('I am not in that server any more')],
  [Code.UnknownMessage, messageGone],
  [Code.ActionCannotBePerformedDueToSlowmodeRateLimit, pause(minuteMs, 'destination')],
  // Three edits of a published message an hour (discord/discord-api-docs#2258, #6109).
  [Code.AnnouncementEditLimitExceeded, pause(20 * minuteMs, 'message')],
  [Code.ChannelWriteRateLimit, pause(minuteMs, 'destination')],
  [Code.ServerWriteRateLimit, pause(minuteMs, 'destination')],
  [
    Code.MaximumNumberOfPinsReachedForTheChannel,
    needsRights('the channel has as many pins as Discord allows; unpin one'),
  ],
  [Code.MaximumNumberOfAttachmentsInAMessageReached, refused('a message holds 10 files at most')],
  // discord/discord-api-docs#4413
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached, pause(minuteMs, 'message')],
  [Code.Unauthorized, tokenRefused],
  [Code.SendMessagesHasBeenTemporarilyDisabled, later('Discord has switched sending off for a while')],
  [Code.RequestEntityTooLarge, refused('the picture is too large for Discord')],
  [Code.ThisMessageWasAlreadyCrossposted, unchanged],
  [Code.CannotSendAMessageInAForumChannel, wrongChannel],
  [Code.ServiceResourceIsBeingRateLimited, pause(minuteMs, 'destination')],
  // Also what follows 10,000 invalid requests in 10 minutes (Discord's page "Rate Limits").
  [Code.CloudflareIsBlockingYourRequest, pause(5 * minuteMs, 'platform')],
  [Code.MissingAccess, forbidden('I may not see this channel; ask an admin for View Channel')],
  [Code.CannotEditMessageAuthoredByAnotherUser, refused('the message is not mine, so I cannot change it')],
  [Code.CannotSendAnEmptyMessage, refused('the message would be empty')],
  [Code.CannotSendMessagesToThisUser, forbidden('this person takes no private messages from me')],
  [Code.CannotSendMessagesInNonTextChannel, wrongChannel],
  [Code.MissingPermissions, missingPermission],
  [Code.InvalidToken, tokenRefused],
  [Code.MessageCanOnlyBePinnedInTheChannelItWasSentIn, refused('the message is in another channel')],
  [Code.CannotExecuteActionOnSystemMessage, refused("Discord's own notices cannot be changed")],
  [Code.CannotExecuteActionOnThisChannelType, wrongChannel],
  [Code.InvalidFormBodyOrContentType, refused('Discord does not accept the form of this message')],
  [Code.FileUploadedExceedsMaximumSize, refused('the picture is too large for this channel')],
  [Code.InvalidMessageType, refused('Discord does not allow this with that kind of message')],
  // Sending opens an archived thread by itself, editing does not (Discord's page "Threads").
  [Code.InvalidActionOnArchivedThread, needsRights('the thread is archived; ask an admin to open it again')],
  [
    Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
    forbidden('I share no server with this person, so I may not write to them'),
  ],
  [Code.APIResourceOverloaded, later('Discord is overloaded')],
  [
    Code.CannotReplyWithoutPermissionToReadMessageHistory,
    needsRights('I may not reply there; ask an admin for Read Message History'),
  ],
  [Code.ThreadAlreadyCreatedForMessage, unchanged],
  [Code.ThreadLocked, needsRights(threadLocked)],
  [Code.MaximumActiveThreads, needsRights('the server has as many open threads as Discord allows')],
  [
    Code.MaximumActiveAnnouncementThreads,
    needsRights('the server has as many open threads as Discord allows'),
  ],
  [Code.MessageWasBlockedByAutomaticModeration, refused("the server's AutoMod blocked the text")],
  [Code.MessageBlockedByHarmfulLinksFilter, refused("Discord's filter calls a link in the text harmful")],
];

/** Limits on editing old and published messages. Their channels can still be posted in. */
export const editLimits: ReadonlySet<number | undefined> = new Set([
  Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached,
  Code.AnnouncementEditLimitExceeded,
]);

/**
 * The codes after which an interaction can no longer be answered: its 3 seconds or 15 minutes are over, or it was
 * answered before (Discord's pages "Opcodes and Status Codes", "Receiving and Responding").
 */
export const closedInteraction: readonly number[] = [
  Code.UnknownWebhook,
  Code.UnknownInteraction,
  Code.InteractionHasAlreadyBeenAcknowledged,
  Code.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
  Code.InvalidWebhookToken,
];

/** The codes for a file, or a request with its file, that is too large. */
export const pictureRefusals: readonly number[] = [
  Code.RequestEntityTooLarge,
  Code.FileUploadedExceedsMaximumSize,
];

/** The codes for a person who accepts no direct messages from the bot. */
export const closedToBot: readonly number[] = [
  Code.CannotSendMessagesToThisUser,
  Code.CannotSendMessagesToThisUserDueToHavingNoMutualGuilds,
];

/**
 * The codes for too many commands: 100 in all, or 200 new ones in a day (Discord's page "Application Commands",
 * registering).
 */
export const noMoreCommands: readonly number[] = [
  Code.MaximumNumberOfApplicationCommandsReached,
  Code.MaximumDailyApplicationCommandCreatesReached,
];

function unchanged(): Outcome {
  return { kind: 'unchanged' };
}

function messageGone({ operation }: DiscordFailureContext): Outcome {
  if (operation === 'delete') return unchanged();
  if (operation !== 'send') return { kind: 'message-gone' };
  // With enforce_nonce, a repeated send is answered so when the first one was deleted (discord/discord-api-docs#6647).
  return { kind: 'retry-later', why: 'an earlier copy of this message was deleted a moment ago' };
}

function missingPermission({ operation, withPicture }: DiscordFailureContext): Outcome {
  const why = {
    send: `I may not post there; ask an admin for Send Messages${withPicture === true ? ' and Attach Files' : ''}`,
    edit: 'I may not change messages there; ask an admin for View Channel and Send Messages',
    delete: 'I may not delete messages there; ask an admin for View Channel',
    pin: 'I may not pin there; ask an admin for Pin Messages',
    publish: 'I may not publish there; ask an admin for Send Messages',
  }[operation];
  return { kind: 'needs-rights', why };
}

/** The outcome when Discord does not accept the bot's token. */
export function tokenRefused(): Outcome {
  return { kind: 'platform-refused', why: 'Discord refuses the bot token' };
}

function wrongChannel(): Outcome {
  return {
    kind: 'needs-rights',
    why: 'this kind of channel takes no messages; choose a text channel or a thread',
  };
}

function gone(why: string): Verdict {
  return () => ({ kind: 'destination-gone', why });
}

function forbidden(why: string): Verdict {
  return () => ({ kind: 'forbidden', why });
}

function needsRights(why: string): Verdict {
  return () => ({ kind: 'needs-rights', why });
}

function refused(why: string): Verdict {
  return () => ({ kind: 'entry-refused', why });
}

function later(why: string): Verdict {
  return () => ({ kind: 'retry-later', why });
}

function pause(waitMs: number, scope: LimitScope): Verdict {
  return ({ now }) => ({ kind: 'rate-limited', until: now + waitMs, scope });
}
