import { createRandom } from '../seeded-random.ts';

/** What goes wrong. */
export type FaultKind =
  | {
      /** 429. Header and body each name a wait, in seconds: Discord has been seen to send two different ones. */
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
  /**
   * No answer until the fault is removed; then the connection is reset. The request takes effect only with
   * `afterApplying`.
   */
  | { readonly kind: 'hang'; readonly afterApplying?: boolean }
  /** The connection is reset, and the request has no effect. */
  | { readonly kind: 'reset-before' }
  /** The request takes effect, but the connection is reset instead of an answer. */
  | { readonly kind: 'reset-after' };

/** A scripted fault: which requests it hits, how often, and what happens to them. */
export type Fault = FaultKind & {
  readonly method?: string;
  /** The beginning of the path below `/api/v10`, or a pattern that it must match. */
  readonly route?: string | RegExp;
  readonly channelId?: string;
  /** How many requests it hits: 1 by default, or any number when `probability` is given. */
  readonly times?: number;
  /** The share of matching requests that it hits, 0 to 1, drawn from `seed` (1 by default). */
  readonly probability?: number;
  readonly seed?: number;
};

/** What a fault needs to know of a request. */
export interface FaultTarget {
  readonly method: string;
  readonly path: string;
  readonly channelId?: string;
}

/** A fault that hit a request. `lifted` resolves when the fault is removed. */
export interface Hit {
  readonly fault: Fault;
  readonly lifted: Promise<void>;
}

/** The scripted faults. */
export interface Faults {
  /** Adds a fault. Returns a function that removes it and lets go of the requests that hang on it. */
  add(fault: Fault): () => void;
  /** Removes all faults and lets go of all requests that hang. */
  clear(): void;
}

interface Armed {
  readonly fault: Fault;
  readonly lifted: Promise<void>;
  readonly lift: () => void;
  readonly draw: () => number;
  left: number;
}

/** Starts with no faults. `hit` finds the first fault that matches a request, and counts the hit. */
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
