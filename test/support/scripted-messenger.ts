import type { DestinationId } from '../../src/domain/destination.ts';
import type { Outcome } from '../../src/domain/outcome.ts';
import type { PlatformName } from '../../src/domain/person.ts';
import type { PostButton } from '../../src/domain/post-button.ts';
import { plainText } from '../../src/domain/text/plain-text.ts';
import type { MessageRef, Messenger, Part, SentSearch } from '../../src/platforms/platform.ts';
import { createSignal } from './signal.ts';

/** One call that a scripted messenger got. */
export interface MessengerCall {
  readonly operation: 'send' | 'edit' | 'delete' | 'pin' | 'publish' | 'find';
  readonly destination: DestinationId;
  readonly text: string;
  readonly silent: boolean;
  /** The buttons of what was sent or edited. */
  readonly buttons?: readonly PostButton[];
  readonly at: number;
}

/** Answers a call in place of the platform; undefined lets it go through. `apply` does what was asked for. */
export type Script = (
  call: MessengerCall,
  apply: () => Outcome,
) => Outcome | undefined | Promise<Outcome | undefined>;

/** A platform of one's own: keeps messages, answers by script, de-duplicates by key where it is repeatable. */
export function createScriptedMessenger(platform: PlatformName, sendIsRepeatable: boolean) {
  const shown = new Map<DestinationId, Map<string, string>>();
  const pinned = new Set<string>();
  const published: string[] = [];
  const byKey = new Map<string, string>();
  const calls: MessengerCall[] = [];
  const signal = createSignal();
  let script: Script = () => undefined;
  let pace: NonNullable<Messenger['pace']> = () => undefined;
  let check: NonNullable<Messenger['check']> = () => undefined;
  let lastId = 0;

  async function answer(call: Omit<MessengerCall, 'at'>, apply: () => Outcome): Promise<Outcome> {
    const stamped = { ...call, at: Date.now() };
    calls.push(stamped);
    signal.notify();
    const outcome = (await script(stamped, apply)) ?? apply();
    signal.notify();
    return outcome;
  }

  function messagesOf(destination: DestinationId): Map<string, string> {
    const known = shown.get(destination) ?? new Map<string, string>();
    shown.set(destination, known);
    return known;
  }

  async function findSent({ request, mayDiffer }: SentSearch): Promise<Outcome> {
    const { destination, part } = request;
    return answer({ operation: 'find', destination, text: part.text, silent: true }, () => {
      const found = [...messagesOf(destination)].find(([, text]) => text === part.text);
      if (found !== undefined) return { kind: 'delivered', messageId: found[0] };
      return mayDiffer ? { kind: 'unknown', why: 'nobody can tell' } : { kind: 'message-gone' };
    });
  }

  const publish = ({ destination, messageId }: MessageRef): Promise<Outcome> => {
    const text = messagesOf(destination).get(messageId) ?? '';
    return answer({ operation: 'publish', destination, text, silent: true }, () => {
      published.push(text);
      return { kind: 'delivered', messageId };
    });
  };

  const messenger: Messenger = {
    platform,
    sendIsRepeatable,
    render: (content, { buttons } = {}) =>
      content.length === 0
        ? []
        : plainText(content)
            .split(partMark)
            .map((text) => toPart(text, buttons)),
    pace: (call) => pace(call),
    check: () => check(),
    send: ({ destination, part, silent, idempotencyKey }) =>
      answer({ operation: 'send', destination, ...shownOf(part), silent }, () => {
        const key = `${destination} ${idempotencyKey}`;
        const known = sendIsRepeatable ? byKey.get(key) : undefined;
        const messageId = known ?? String(++lastId);
        byKey.set(key, messageId);
        if (known === undefined) messagesOf(destination).set(messageId, part.text);
        return { kind: 'delivered', messageId };
      }),
    ...(sendIsRepeatable && { findSent }),
    edit: ({ destination, messageId, part }) =>
      answer({ operation: 'edit', destination, ...shownOf(part), silent: true }, () => {
        if (!messagesOf(destination).has(messageId)) return { kind: 'message-gone' };
        messagesOf(destination).set(messageId, part.text);
        return { kind: 'delivered', messageId };
      }),
    delete: ({ destination, messageId }) =>
      answer({ operation: 'delete', destination, text: '', silent: true }, () => {
        messagesOf(destination).delete(messageId);
        return { kind: 'unchanged' };
      }),
    pin: ({ destination, messageId }) =>
      answer({ operation: 'pin', destination, text: '', silent: true }, () => {
        pinned.add(messageId);
        return { kind: 'unchanged' };
      }),
    ...(sendIsRepeatable && { publish }),
  };

  return {
    messenger,
    calls,
    pinned,
    /** The texts of messages when they were passed on to followers. */
    published,
    /** Texts shown at a destination, oldest first. */
    texts: (destination: DestinationId): readonly string[] => [...messagesOf(destination).values()],
    answerBy(next: Script): void {
      script = next;
    },
    paceBy(next: NonNullable<Messenger['pace']>): void {
      pace = next;
    },
    checkBy(next: NonNullable<Messenger['check']>): void {
      check = next;
    },
    /** Makes the platform forget the keys of sends, as it does after some minutes. */
    forgetKeys: (): void => byKey.clear(),
    /** Removes every message, as a moderator might. */
    wipe: (destination: DestinationId): void => messagesOf(destination).clear(),
    waitFor: signal.waitFor,
  };
}

/** Where a text is split into messages. */
export const partMark = '¶';

function toPart(text: string, buttons: readonly PostButton[] | undefined): Part {
  const tokens = (buttons ?? []).flatMap((button) => ('token' in button ? [button.token] : []));
  const fingerprint = [text, ...tokens].join(' ').replaceAll(/[~|\s]+/g, '_');
  return { fingerprint, text, entities: [], ...(buttons && { buttons }) };
}

function shownOf({ text, buttons }: Part): Pick<MessengerCall, 'text' | 'buttons'> {
  return { text, ...(buttons && { buttons }) };
}
