import { type BacklogItem, formatItem, type StoryItem } from '../domain/backlog-item.ts';
import type { DestinationId } from '../domain/destination.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import { say } from '../newsroom/command/say.ts';
import { itemWords, type StuckState, stuckAbout, stuckActions } from '../newsroom/desk/stuck.ts';
import { tellState } from '../newsroom/destination/paused.ts';
import type { SubscriptionRecords } from '../newsroom/records.ts';
import type { OwnNotice } from '../newsroom/wire.ts';
import type { DeskNotices } from './desk-notices.ts';
import type { Decision } from './retry.ts';

/** After this many temporary failures in a row (some four minutes), the desk is told of them, once. */
const failuresBeforeReport = 8;

/** Tells the desk what went wrong in delivery, where, and what to do. */
export interface DeskReports {
  /** Tells the desk that a place was paused or goes on, unless it was told already. */
  stateChanged(destination: DestinationId): Promise<void>;
  cannotPin(destination: DestinationId, why: string): Promise<void>;
  cannotPublish(destination: DestinationId, item: BacklogItem, why: string): Promise<void>;
  /** With the `token` of the same attempt, the desk is told only once. */
  gaveUp(
    destination: DestinationId,
    item: BacklogItem,
    decision: Extract<Decision, { kind: 'give-up' }> & { readonly token?: string },
  ): Promise<void>;
  /** Reports that a place refuses these notices for now. */
  notTold(notices: readonly string[]): Promise<void>;
  /** Called for every message that went out without its picture. The desk is told once, not for every destination. */
  withoutPicture(item: BacklogItem, why: string): Promise<void>;
  /** Called on every wait. Tells the desk when failures have gone on for long. */
  troubled(
    destination: DestinationId,
    item: BacklogItem,
    trouble: { readonly why: string; readonly failures: number },
  ): Promise<void>;
}

/** What {@link createDeskReports} needs. */
export interface DeskReportDeps extends DeskNotices {
  readonly subscriptions: SubscriptionRecords;
  /** Whether no other process has told the desk this a short while ago. */
  readonly isNews: (content: RichText) => Promise<boolean>;
}

/** Puts the trouble of the delivery engine into sentences for the desk. */
export function createDeskReports(deps: DeskReportDeps): DeskReports {
  const { subscriptions, tellDesk, tellDeskAs, tellInstead, isNews } = deps;
  const toldHere = new Set<string>();

  async function nameOf(id: DestinationId): Promise<string> {
    return (await subscriptions.destination(id))?.name ?? id;
  }

  async function tell(sentence: string): Promise<void> {
    await tellDesk(say(sentence));
  }

  /** For trouble that hits many destinations at once. */
  async function tellOnce(sentence: string): Promise<void> {
    if (toldHere.has(sentence)) return;
    if (await isNews(say(sentence))) await tell(sentence);
    toldHere.add(sentence);
  }

  return {
    stateChanged: (destination) => tellState(deps, destination),
    async cannotPin(destination, why) {
      await tell(`The card in ${await nameOf(destination)} is posted but not pinned: ${why}.`);
    },
    async cannotPublish(destination, item, why) {
      await tell(
        `${describe(item)} is posted in ${await nameOf(destination)} and not passed on to the servers that follow it: ${why}.`,
      );
    },
    async gaveUp(destination, item, { state, why, token }) {
      // A notice about an undelivered notice would go to the very desk that did not take it.
      if (item.kind === 'notice') return tellInstead(item.id);
      const content = say(gaveUpSentence(await nameOf(destination), item, { state, why }));
      const { actions, about } = remedyOf(destination, item, state);
      if (token === undefined) await tellDesk(content, actions, about);
      else
        await tellDeskAs(`${state} ${destination} ${formatItem(item)} ${token}`, { content, actions, about });
    },
    async notTold(notices) {
      for (const id of notices) await tellInstead(id);
    },
    async withoutPicture(item, why) {
      await tellOnce(`${describe(item)} goes out without its picture: ${why}. The text is not held back.`);
    },
    async troubled(destination, item, { why, failures }) {
      if (failures !== failuresBeforeReport) return;
      await tell(
        `${describe(item)} has not reached ${await nameOf(destination)} yet: ${why}. Dateline keeps trying.`,
      );
    },
  };
}

/** Buttons with which people can settle it, and the name by which their decision finds the notice. */
function remedyOf(
  destination: DestinationId,
  item: StoryItem,
  state: StuckState,
): Pick<OwnNotice, 'actions' | 'about'> {
  if (item.kind !== 'entry' && item.kind !== 'correction') return { actions: [], about: undefined };
  return { actions: stuckActions({ destination, item, state }), about: stuckAbout(destination, item) };
}

function gaveUpSentence(
  name: string,
  item: BacklogItem,
  { state, why }: Pick<Extract<Decision, { kind: 'give-up' }>, 'state' | 'why'>,
): string {
  const what = describe(item);
  switch (state) {
    case 'unknown':
      return `It is unknown whether ${what} arrived in ${name}: ${why}. ${unknownRemedy(item)}`;
    case 'refused':
      return `${name} did not take ${what}: ${why}.`;
    case 'stale':
      return `${what} has not reached ${name} and is too old now to be tried on: ${why}. ${staleRemedy(item)}`;
  }
}

function unknownRemedy({ kind }: BacklogItem): string {
  if (kind === 'card') return 'Another one is posted with the next change of the story.';
  if (kind === 'digest') return 'It is not sent again by itself; look there. /digest tells the same.';
  return 'It is not sent again by itself: look there, and then press what is true, or say /retry.';
}

function staleRemedy({ kind }: BacklogItem): string {
  return kind === 'digest' ? '/digest tells the same.' : 'It can be sent all the same, here or with /retry.';
}

function describe(item: BacklogItem): string {
  return item.kind === 'notice' ? 'a notice' : itemWords(item);
}
