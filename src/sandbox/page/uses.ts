import type { InteractionUse } from '../discord/interaction-use.ts';
import type { PageRole } from './view.ts';

/** One use of a Discord command, button, menu or form by somebody at the page. */
export interface PageUse {
  readonly use: InteractionUse;
  readonly role: PageRole;
  readonly channelId: string;
  /** The words above its answer: `/update`. */
  readonly what: string;
}

/**
 * What people at the page have used on Discord. The answers are theirs alone and in no channel, so they are kept
 * here.
 */
export interface Uses {
  add(use: PageUse): void;
  find(id: string): PageUse | undefined;
  all(): readonly PageUse[];
}

/** Starts empty. */
export function createUses(): Uses {
  const uses = new Map<string, PageUse>();
  return {
    add: (one) => void uses.set(one.use.id, one),
    find: (id) => uses.get(id),
    all: () => [...uses.values()],
  };
}
