import { createRandom } from '../seeded-random.ts';

/** What goes wrong. */
export type FaultKind =
  | {
      /** 429. Discord has sent headers that name another wait than the body; both in seconds. */
      readonly kind: 'rate-limit';
      readonly scope: 'user' | 'shared' | 'global';
      readonly headerSeconds: number;
      readonly bodySeconds: number;
      readonly code?: number;
    }
  | {
      /** An answer with this status: Discord's JSON, or a proxy's page when `html` is given. */
      readonly kind: 'status';
      readonly status: number;
      readonly code?: number;
      readonly message?: string;
      readonly html?: string;
    }
  /** No answer until the fault is taken away; then the connection is reset. Nothing is applied unless it says so. */
  | { readonly kind: 'hang'; readonly afterApplying?: boolean }
  /** The connection is reset and nothing is applied. */
  | { readonly kind: 'reset-before' }
  /** The request is applied and the connection reset instead of an answer. */
  | { readonly kind: 'reset-after' };

/** A scripted fault: which requests it hits, how often, and what happens to them. */
export type Fault = FaultKind & {
  readonly method?: string;
  /** The start of the path below `/api/v10`, or an expression that it matches. */
  readonly route?: string | RegExp;
  readonly channelId?: string;
  /** How many requests it hits; 1 when left out, without end when there is a probability. */
  readonly times?: number;
  /** The part of fitting requests that it hits, 0 to 1; drawn from `seed` (1 when left out). */
  readonly probability?: number;
  readonly seed?: number;
};

/** A request as faults look at it. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly channelId?: string;
}

/** A fault that hit a request; `lifted` resolves when the fault is taken away. */
export interface Hit {
  readonly fault: Fault;
  readonly lifted: Promise<void>;
}

/** The scripted faults. */
export interface Faults {
  /** Adds a fault; the function that comes back takes it away and frees the requests that hang on it. */
  add(fault: Fault): () => void;
  /** Takes all faults away and frees all requests that hang. */
  clear(): void;
}

interface Armed {
  readonly fault: Fault;
  readonly lifted: Promise<void>;
  readonly lift: () => void;
  readonly draw: () => number;
  left: number;
}

/** Makes an empty set of faults. `hit` finds the first fault for a request and uses it up. */
export function createFaults(): Faults & { hit(target: FaultTarget): Hit | undefined } {
  const armed = new Set<Armed>();

  function disarm(one: Armed): void {
    armed.delete(one);
    one.lift();
  }

  return {
    add: (fault) => {
      const one = arm(fault);
      armed.add(one);
      return () => disarm(one);
    },
    clear: () => {
      for (const one of armed) disarm(one);
    },
    hit: (target) => {
      const one = [...armed].find((each) => strikes(each, target));
      if (!one) return undefined;
      one.left -= 1;
      return { fault: one.fault, lifted: one.lifted };
    },
  };
}

function arm(fault: Fault): Armed {
  let lift = () => {};
  const lifted = new Promise<void>((resolve) => {
    lift = resolve;
  });
  const left = fault.times ?? (fault.probability === undefined ? 1 : Number.POSITIVE_INFINITY);
  return { fault, lifted, lift, draw: createRandom(fault.seed ?? 1), left };
}

function strikes({ fault, left, draw }: Armed, target: FaultTarget): boolean {
  if (left <= 0) return false;
  if (fault.method !== undefined && fault.method !== target.method) return false;
  if (fault.channelId !== undefined && fault.channelId !== target.channelId) return false;
  if (typeof fault.route === 'string' && !target.path.startsWith(fault.route)) return false;
  if (fault.route instanceof RegExp && target.path.search(fault.route) < 0) return false;
  return fault.probability === undefined || draw() < fault.probability;
}
