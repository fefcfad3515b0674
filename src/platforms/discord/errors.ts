import { RESTJSONErrorCodes as Code, DiscordAPIError, HTTPError } from 'discord.js';
import type { Instant } from '../../domain/instant.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { DiscordRateLimited } from './rest.ts';

/** What was asked of Discord. */
export type DiscordOperation = 'send' | 'edit' | 'delete' | 'pin';

/** The circumstances of a failed call. */
export interface DiscordFailureContext {
  readonly operation: DiscordOperation;
  readonly now: Instant;
  /** Whether the message carried a picture, which needs a right of its own. */
  readonly withPicture?: boolean;
}

type Verdict = (context: DiscordFailureContext) => Outcome;

const minuteMs = 60_000;

/**
 * One row for each JSON error code that a delivery can meet, from Discord's page "Opcodes and Status Codes".
 * The 429 codes are here for the day on which they come with another status; see {@link DiscordRateLimited}.
 */
const rows: readonly (readonly [Code, Verdict])[] = [
  [Code.UnknownChannel, gone('the channel was deleted')],
  [Code.UnknownGuild, gone('I am not in that server any more')],
  [Code.UnknownMessage, messageGone],
  [Code.ActionCannotBePerformedDueToSlowmodeRateLimit, pause(minuteMs, 'destination')],
  [Code.AnnouncementEditLimitExceeded, pause(20 * minuteMs, 'destination')],
  [Code.ChannelWriteRateLimit, pause(minuteMs, 'destination')],
  [Code.ServerWriteRateLimit, pause(minuteMs, 'destination')],
  [Code.MaximumNumberOfPinsReachedForTheChannel, refused('the channel has as many pins as Discord allows')],
  [Code.MaximumNumberOfAttachmentsInAMessageReached, refused('a message holds 10 files at most')],
  [Code.MaximumNumberOfEditsToMessagesOlderThanOneHourReached, pause(minuteMs, 'destination')],
  [Code.Unauthorized, badToken],
  [Code.SendMessagesHasBeenTemporarilyDisabled, later('Discord has switched sending off for a while')],
  [Code.RequestEntityTooLarge, refused('the picture is too large for Discord')],
  [Code.CannotSendAMessageInAForumChannel, wrongChannel],
  [Code.ServiceResourceIsBeingRateLimited, pause(minuteMs, 'destination')],
  [Code.CloudflareIsBlockingYourRequest, pause(5 * minuteMs, 'platform')],
  [Code.MissingAccess, forbidden('I may not see this channel; ask an admin for View Channel')],
  [Code.CannotEditMessageAuthoredByAnotherUser, refused('the message is not mine, so I cannot change it')],
  [Code.CannotSendAnEmptyMessage, refused('the message would be empty')],
  [Code.CannotSendMessagesToThisUser, forbidden('this person takes no private messages from me')],
  [Code.CannotSendMessagesInNonTextChannel, wrongChannel],
  [Code.MissingPermissions, missingPermission],
  [Code.InvalidToken, badToken],
  [Code.MessageCanOnlyBePinnedInTheChannelItWasSentIn, refused('the message is in another channel')],
  [Code.CannotExecuteActionOnSystemMessage, refused("Discord's own notices cannot be changed")],
  [Code.CannotExecuteActionOnThisChannelType, wrongChannel],
  [Code.InvalidFormBodyOrContentType, refused('Discord does not accept the form of this message')],
  [Code.FileUploadedExceedsMaximumSize, refused('the picture is too large for this channel')],
  [Code.InvalidMessageType, refused('Discord does not allow this with that kind of message')],
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
  [Code.ThreadLocked, needsRights('the thread is locked; ask an admin to unlock it or for Manage Threads')],
  [Code.MaximumActiveThreads, needsRights('the server has as many open threads as Discord allows')],
  [
    Code.MaximumActiveAnnouncementThreads,
    needsRights('the server has as many open threads as Discord allows'),
  ],
  [Code.MessageWasBlockedByAutomaticModeration, refused("the server's AutoMod blocked the text")],
  [Code.MessageBlockedByHarmfulLinksFilter, refused("Discord's filter calls a link in the text harmful")],
];

const closedInteraction: readonly number[] = [
  Code.UnknownWebhook,
  Code.UnknownInteraction,
  Code.InteractionHasAlreadyBeenAcknowledged,
  Code.ThisInteractionHasHitTheMaximumNumberOfFollowUpMessages,
  Code.InvalidWebhookToken,
];

const verdicts: ReadonlyMap<number, Verdict> = new Map(rows);

/**
 * Sorts what a call to Discord threw. An unknown code falls back on its status; 5xx, timeouts and broken
 * connections may be repeated, since every send carries a nonce that Discord enforces.
 */
export function classifyDiscord(error: unknown, context: DiscordFailureContext): Outcome {
  if (error instanceof DiscordRateLimited) {
    const scope = error.wholeBot ? 'platform' : 'destination';
    return { kind: 'rate-limited', until: context.now + error.waitMs, scope };
  }
  if (error instanceof HTTPError) {
    return { kind: 'retry-later', why: `Discord is having trouble (status ${error.status})` };
  }
  if (!(error instanceof DiscordAPIError)) return { kind: 'retry-later', why: 'Discord did not answer' };
  if (error.status === 401) return badToken();
  const code = codeOf(error);
  const verdict = code === undefined ? undefined : verdicts.get(code);
  return verdict === undefined ? byStatus(error.status, code, context) : verdict(context);
}

/** Discord's JSON code of an error; undefined when there is none or when it is the general 0. */
export function codeOf(error: unknown): number | undefined {
  if (!(error instanceof DiscordAPIError)) return undefined;
  return typeof error.code === 'number' && error.code !== 0 ? error.code : undefined;
}

/**
 * Whether an interaction can no longer be answered, or has been already: its 3 seconds or 15 minutes are over,
 * or a repeated call finds its first try acknowledged (Discord's page "Receiving and Responding").
 */
export function isAnswerTooLate(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && closedInteraction.includes(code);
}

/**
 * The facts of a failure that may be logged. Messages, bodies and addresses are left out: they can hold an
 * editor's text or an interaction's token.
 */
export function loggable(error: unknown): Readonly<Record<string, string | number | undefined>> {
  const name = error instanceof Error ? error.name : typeof error;
  if (error instanceof DiscordAPIError || error instanceof HTTPError) {
    return { error: name, status: error.status, code: codeOf(error), method: error.method };
  }
  if (!(error instanceof Error)) return { error: name };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /u.test(line));
  return {
    error: name,
    code: 'code' in error ? String(error.code) : undefined,
    at: frames?.slice(0, 4).join(''),
  };
}

function byStatus(status: number, code: number | undefined, context: DiscordFailureContext): Outcome {
  // An answer without one of Discord's codes came from something in between: it says nothing on the channel.
  if (code === undefined && status !== 400 && status !== 413) {
    return { kind: 'retry-later', why: `Discord's address answered with status ${status}` };
  }
  switch (status) {
    case 400:
      return { kind: 'entry-refused', why: `Discord does not accept this message${codeNote(code)}` };
    case 413:
      return { kind: 'entry-refused', why: 'the picture is too large for Discord' };
    case 403:
      return { kind: 'forbidden', why: `Discord does not allow this here${codeNote(code)}` };
    case 404:
      return context.operation === 'send'
        ? { kind: 'destination-gone', why: `Discord does not know this channel${codeNote(code)}` }
        : messageGone(context);
    default:
      return { kind: 'retry-later', why: `Discord answered with status ${status}${codeNote(code)}` };
  }
}

function codeNote(code: number | undefined): string {
  return code === undefined ? '' : ` (code ${code})`;
}

function messageGone({ operation }: DiscordFailureContext): Outcome {
  if (operation === 'delete') return { kind: 'unchanged' };
  if (operation !== 'send') return { kind: 'message-gone' };
  // With enforce_nonce, Discord answers a repeated send so when the first one was deleted in the meantime.
  return { kind: 'retry-later', why: 'an earlier copy of this message was deleted a moment ago' };
}

function missingPermission({ operation, withPicture }: DiscordFailureContext): Outcome {
  const why = {
    send: `I may not post there; ask an admin for Send Messages${withPicture === true ? ' and Attach Files' : ''}`,
    edit: 'I may not change messages there; ask an admin for View Channel and Send Messages',
    delete: 'I may not delete messages there; ask an admin for View Channel',
    pin: 'I may not pin there; ask an admin for Pin Messages',
  }[operation];
  return { kind: 'needs-rights', why };
}

function badToken(): Outcome {
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

function pause(waitMs: number, scope: 'destination' | 'platform'): Verdict {
  return ({ now }) => ({ kind: 'rate-limited', until: now + waitMs, scope });
}
