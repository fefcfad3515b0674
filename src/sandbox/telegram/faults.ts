import { createRandom } from '../seeded-random.ts';

/**
 * A way to fail. `reset-before` drops the connection and the request has no effect; `reset-after` drops it after the
 * request has taken effect; `hang` never answers; `migrate` first turns the group in question into a supergroup.
 */
export type FaultKind =
  | { readonly kind: 'rate-limit'; readonly retryAfterSeconds: number }
  /** With `html`, the answer is a web page instead of JSON, as from a proxy in front of Telegram. */
  | {
      readonly kind: 'status';
      readonly errorCode: number;
      readonly description: string;
      readonly html?: boolean;
    }
  | { readonly kind: 'hang' | 'reset-before' | 'reset-after' | 'migrate' };

/** Which requests fail, how, and how often. */
type Fault = FaultKind & {
  /** Only this method; by default every method but getUpdates. */
  readonly method?: string;
  /** Only requests that name this chat. */
  readonly chatId?: number;
  /** How many requests fail: 1 by default, or any number when `probability` is given. */
  readonly times?: number;
  /** The share of matching requests that fail, 0 to 1, drawn from `seed` (1 by default) so that runs repeat. */
  readonly probability?: number;
  readonly seed?: number;
};

/** The current faults. */
export interface Faults {
  /** Adds a fault. Returns a function that removes it. */
  add(fault: Fault): () => void;
  clear(): void;
}

/** {@link Faults}, and how they are used up. */
export interface FaultBook extends Faults {
  /** The first fault that hits this request, counted as used once; undefined when the request is to succeed. */
  next(method: string, chatId: number | undefined): FaultKind | undefined;
}

interface StandingFault {
  readonly fault: Fault;
  readonly draw: () => number;
  left: number;
}

/** Starts with no faults. */
export function createFaults(): FaultBook {
  const standing = new Set<StandingFault>();
  return {
    add(fault) {
      const left = fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
      const entry: StandingFault = { fault, draw: createRandom(fault.seed ?? 1), left };
      standing.add(entry);
      return () => void standing.delete(entry);
    },
    clear: () => standing.clear(),
    next(method, chatId) {
      const hit = [...standing].find((it) => matches(it.fault, method, chatId) && strikes(it));
      if (hit === undefined) return undefined;
      hit.left -= 1;
      if (hit.left <= 0) standing.delete(hit);
      return hit.fault;
    },
  };
}

function matches(fault: Fault, method: string, chatId: number | undefined): boolean {
  const methodFits = fault.method === undefined ? method !== 'getUpdates' : fault.method === method;
  return methodFits && (fault.chatId === undefined || fault.chatId === chatId);
}

function strikes({ fault, draw }: StandingFault): boolean {
  return fault.probability === undefined || draw() < fault.probability;
}
