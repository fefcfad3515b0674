import type { DigestSchedule } from '../../domain/digest-schedule.ts';
import { readSchedule, scheduleWords } from '../../domain/schedule-input.ts';
import type { Story } from '../../domain/story.ts';
import type { Level, Subscription } from '../../domain/subscription.ts';
import type { Instant } from '../../domain/time/instant.ts';
import { placeLabel, zoneLabel } from '../../domain/time/zone-label.ts';
import { type Language, languageNames } from '../../domain/words/language.ts';
import type { Answer } from '../command/answer.ts';
import type { Call, Place } from '../command/call.ts';
import { Refusal } from '../command/refusal.ts';
import { say } from '../command/say.ts';
import { hint } from '../hint.ts';
import type { Newsroom } from '../records.ts';
import { placeMeant } from '../staff/access.ts';
import { zoneMeant } from '../story/open-story.ts';
import { liveStoryMeant } from '../story/story-meant.ts';
import { withoutDigests } from './subscribers.ts';
import { targetMeant } from './thread-subscription.ts';
import { welcome } from './welcome.ts';

/** What `/subscribe` was given. */
export interface SubscribeInput {
  readonly story: string | undefined;
  readonly level: Level | undefined;
  readonly digest: string | undefined;
  /** `story` removes the subscription's own zone. */
  readonly timezone: string | undefined;
  /** `story` removes the subscription's own language. */
  readonly language: Language | 'story' | undefined;
  readonly channel: string | undefined;
  /** Whether the story has its own thread in the channel; unchanged when undefined. */
  readonly thread: 'yes' | 'no' | undefined;
  /** Whether updates are published to the servers that follow the channel; unchanged when undefined. */
  readonly crosspost: 'yes' | 'no' | undefined;
}

const defaultSchedule: DigestSchedule = { kind: 'daily', times: [{ hour: 8, minute: 0 }] };

/**
 * Subscribes a channel or chat to a story, or changes its subscription. Posts the card and schedules digests in the
 * story's zone.
 */
export async function subscribe(room: Newsroom, input: SubscribeInput, call: Call): Promise<Answer> {
  const asked = await placeMeant(call, input.channel);
  const story = await liveStoryMeant(room, input.story);
  const { place, threadOf, before, ended } = await targetMeant(
    room,
    { place: asked, story, thread: input.thread },
    call,
  );
  const chosen = wanted(input, { story, before });
  const isNew = before?.destination !== place.destination;
  // Somebody who repeats this since the process died has not been welcomed yet.
  const isNewcomer = isNew || before.isNewcomer === true;
  const now = await room.stories.see(story.slug, room.now());
  const subscription: Subscription = {
    destination: place.destination,
    slug: story.slug,
    ...chosen,
    ...digestsBegin(chosen, before, now),
    ...languageWanted(input, before),
    ...zoneWanted(input, before),
    ...(threadOf !== undefined && { threadOf }),
    ...crosspostWanted(input, { place, before, now }),
    // A new place does not get what was published before.
    since: isNew ? now : before.since,
    ...(isNewcomer && { isNewcomer }),
  };
  await room.subscriptions.put(subscription, place.name, place.messagesAt);
  for (const one of ended) {
    await room.subscriptions.remove(one.destination, one.slug);
    await hint(() => room.wire.scheduleDigests(withoutDigests(one), story.zone));
  }
  await hint(() => room.wire.scheduleDigests(subscription, story.zone));
  const hasPast = isNewcomer && (await welcome(room, subscription));
  if (!isNewcomer) await room.wire.refreshCard(place.destination, story.slug);
  return {
    content: say(
      `${place.name} follows ${story.headline} (${story.slug}).`,
      levelWords[subscription.level],
      digestLine(subscription, story, room.now()),
      languageLine(subscription),
      subscription.crosspost === undefined ? undefined : crosspostWords,
      cardLine(before?.isNewcomer ? undefined : before, hasPast),
      place.kind === 'private' ? `/unsubscribe ${story.slug} ends it.` : undefined,
      await pausedLine(room, subscription),
    ),
    actions: [{ label: 'Digest', path: ['digest'], input: { story: story.slug } }],
    showsItself: true,
  };
}

/** What a level brings, as a sentence. */
export const levelWords: Readonly<Record<Level, string>> = {
  all: 'Every update comes as it is published.',
  key: 'Key and flash updates come as they are published.',
  digest: 'Updates come in scheduled digests only.',
};

/** A subscription's digest schedule as a sentence; undefined when it has none. */
export function digestLine(
  { digest, zone: own }: Subscription,
  story: Story,
  now: number,
): string | undefined {
  if (digest === undefined) return undefined;
  const named = own === undefined ? zoneLabel(story.zone, now, story.label) : zoneLabel(own, now);
  const zone = digest.kind === 'daily' || own !== undefined ? ` ${named}` : '';
  return `A digest comes ${scheduleWords(digest, story.clock)}${zone}.`;
}

/** The subscription's own language as a sentence; undefined when it has none. */
export function languageLine({ language }: Subscription): string | undefined {
  return language && `Dateline's own words come in ${languageNames[language]}.`;
}

const crosspostWords =
  'Flash and key updates are published to the servers that follow it, others while there is room; Discord allows 10 an hour, and the card tells the rest.';

function crosspostWanted(
  { crosspost }: SubscribeInput,
  at: { readonly place: Place; readonly before: Subscription | undefined; readonly now: Instant },
): Pick<Subscription, 'crosspost'> {
  const stood = at.before?.destination === at.place.destination ? at.before.crosspost : undefined;
  if (crosspost === 'no' || (crosspost === undefined && stood === undefined)) return {};
  if (at.place.isFollowable) return { crosspost: stood ?? at.now };
  if (crosspost === undefined) return {};
  throw new Refusal(`${at.place.name} cannot be followed by other servers.`, {
    option: 'crosspost',
    remedy: "Only Discord's announcement channels can, and not their threads.",
  });
}

function languageWanted(
  { language }: SubscribeInput,
  before: Subscription | undefined,
): Pick<Subscription, 'language'> {
  if (language === 'story') return {};
  const chosen = language ?? before?.language;
  return chosen === undefined ? {} : { language: chosen };
}

/** When the first digest of a new schedule begins: what came before was told in other ways. */
function digestsBegin(
  { digest }: Pick<Subscription, 'digest'>,
  before: Subscription | undefined,
  now: number,
): Pick<Subscription, 'digestSince'> {
  if (digest === undefined) return {};
  const at = before?.digest === undefined ? now : before.digestSince;
  return at === undefined ? {} : { digestSince: at };
}

function zoneWanted(
  { timezone }: SubscribeInput,
  before: Subscription | undefined,
): Pick<Subscription, 'zone'> {
  if (timezone?.toLowerCase() === 'story') return {};
  const zone = timezone === undefined ? before?.zone : zoneMeant(timezone);
  return zone === undefined ? {} : { zone };
}

function wanted(
  { level, digest }: SubscribeInput,
  { story, before }: { readonly story: Story; readonly before: Subscription | undefined },
): Pick<Subscription, 'level' | 'digest'> {
  const schedule = digest === undefined ? before?.digest : scheduleTyped(digest, story);
  const chosen = level ?? (digest !== undefined && schedule ? 'digest' : (before?.level ?? 'all'));
  if (chosen === 'digest') return { level: chosen, digest: schedule ?? defaultSchedule };
  return { level: chosen, ...(schedule && { digest: schedule }) };
}

function scheduleTyped(typed: string, { zone, label, language }: Story): DigestSchedule | undefined {
  if (/^(?:off|none|no)$/i.test(typed)) return undefined;
  const schedule = readSchedule(typed, language);
  if (schedule !== undefined) return schedule;
  throw new Refusal(`I could not read “${typed}” for digest:.`, {
    option: 'digest',
    remedy: `Write it like 08:00, “weekdays 8:00 and 18:00”, every 4h or off; times are read as ${label ?? placeLabel(zone)}.`,
  });
}

function cardLine(before: Subscription | undefined, hasPast: boolean): string {
  if (before !== undefined) return 'This replaces what it followed of this story before.';
  if (!hasPast) return 'The card with the key developments is on its way.';
  return 'The card and a summary of what was so far are on their way; /digest tells it again at any time.';
}

async function pausedLine(room: Newsroom, { destination }: Subscription): Promise<string | undefined> {
  const found = await room.subscriptions.destination(destination);
  return found?.state.kind === 'paused' ? `It is paused now: ${found.state.why}.` : undefined;
}
