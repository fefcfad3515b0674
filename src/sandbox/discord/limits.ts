/** What a limit needs to know of a request. */
export interface LimitTarget {
  readonly method: string;
  readonly path: string;
  /** For an edit: when the message was written. */
  readonly messageWrittenAtMs?: number;
  /** Whether that message was published. */
  readonly isPublished?: boolean;
}

/** The state of a bucket after a request, or the refusal of the request. Times are in milliseconds. */
export interface LimitState {
  readonly allowed: boolean;
  readonly scope: 'user' | 'global';
  readonly bucket: string;
  readonly limit: number;
  readonly remaining: number;
  readonly resetAfterMs: number;
  readonly resetAtMs: number;
  /** Discord's JSON error code for the refusal, if it has one. */
  readonly code?: number;
}

interface Rule {
  readonly bucket: string;
  readonly method: string;
  readonly route: RegExp;
  readonly limit: number;
  readonly windowMs: number;
  readonly code?: number;
}

// Discord publishes no numbers and asks clients to read its headers. These numbers are what authors of bots have
// measured.
const rules: readonly Rule[] = [
  {
    bucket: 'messages-create',
    method: 'POST',
    route: /^\/channels\/(\d+)\/messages$/,
    limit: 5,
    windowMs: 5_000,
  },
  {
    bucket: 'messages-edit',
    method: 'PATCH',
    route: /^\/channels\/(\d+)\/messages\/\d+$/,
    limit: 5,
    windowMs: 5_000,
  },
  {
    bucket: 'messages-delete',
    method: 'DELETE',
    route: /^\/channels\/(\d+)\/messages\/\d+$/,
    limit: 5,
    windowMs: 1_000,
  },
  {
    bucket: 'crosspost',
    method: 'POST',
    route: /^\/channels\/(\d+)\/messages\/\d+\/crosspost$/,
    limit: 10,
    windowMs: 3_600_000,
  },
  { bucket: 'webhook', method: 'POST', route: /^\/webhooks\/(\d+\/[^/]+)$/, limit: 5, windowMs: 2_000 },
];
const oldEdits: Rule = {
  bucket: 'old-edits',
  method: 'PATCH',
  route: /^\/channels\/(\d+)\//,
  limit: 3,
  windowMs: 20_000,
  code: 30046,
};
const publishedEdits: Rule = {
  bucket: 'published-edits',
  method: 'PATCH',
  route: /^\/channels\/\d+\/messages\/(\d+)$/,
  limit: 3,
  windowMs: 3_600_000,
  code: 20022,
};
const everything: Rule = { bucket: 'global', method: '', route: /^/, limit: 50, windowMs: 1_000 };
const oldAfterMs = 3_600_000;

interface Window {
  used: number;
  endsAtMs: number;
}

/** Counts requests against Discord's limits. Gives undefined for a route without a limit. */
export interface Limits {
  take(target: LimitTarget): LimitState | undefined;
}

/** Makes the counters. A window begins with its first request, as Discord's buckets do. */
export function createLimits(now: () => number): Limits {
  const windows = new Map<string, Window>();

  function windowOf(rule: Rule, major: string): Window {
    const key = `${rule.bucket}:${major}`;
    const known = windows.get(key);
    if (known && known.endsAtMs > now()) return known;
    const fresh = { used: 0, endsAtMs: now() + rule.windowMs };
    windows.set(key, fresh);
    return fresh;
  }

  function stateOf(rule: Rule, window: Window, allowed: boolean): LimitState {
    return {
      allowed,
      scope: rule === everything ? 'global' : 'user',
      bucket: rule.bucket,
      limit: rule.limit,
      remaining: Math.max(0, rule.limit - window.used),
      resetAfterMs: window.endsAtMs - now(),
      resetAtMs: window.endsAtMs,
      ...(rule.code !== undefined && { code: rule.code }),
    };
  }

  function take(target: LimitTarget): LimitState | undefined {
    const windowsOfRequest = rulesOf(target, now()).map(({ rule, major }) => ({
      rule,
      window: windowOf(rule, major),
    }));
    const full = windowsOfRequest.find(({ rule, window }) => window.used >= rule.limit);
    if (full) return stateOf(full.rule, full.window, false);
    for (const { window } of windowsOfRequest) window.used += 1;
    const own = windowsOfRequest.find(({ rule }) => rule !== everything);
    return own && stateOf(own.rule, own.window, true);
  }

  return { take };
}

interface Applied {
  readonly rule: Rule;
  readonly major: string;
}

/**
 * The rules that apply to a request, the narrowest first. Answers to interactions do not count against the global
 * limit (Discord, Rate Limits).
 */
function rulesOf(
  { method, path, messageWrittenAtMs, isPublished }: LimitTarget,
  nowMs: number,
): readonly Applied[] {
  const own = rules.flatMap((rule) => {
    const major = rule.method === method ? rule.route.exec(path)?.[1] : undefined;
    return major === undefined ? [] : [{ rule, major }];
  });
  const isOldEdit =
    method === 'PATCH' && messageWrittenAtMs !== undefined && nowMs - messageWrittenAtMs > oldAfterMs;
  const old = isOldEdit ? [{ rule: oldEdits, major: oldEdits.route.exec(path)?.[1] ?? '' }] : [];
  const published = isPublished
    ? [{ rule: publishedEdits, major: publishedEdits.route.exec(path)?.[1] ?? '' }]
    : [];
  const isOutside = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
  return [...published, ...old, ...own, ...(isOutside ? [] : [{ rule: everything, major: '' }])];
}
