import { DefaultRestOptions, type RateLimitData, REST, type RESTOptions } from 'discord.js';
import type { Logger } from '../../logger.ts';
import { waitMsOf } from '../named-wait.ts';
import type { InvalidRequests } from './invalid-requests.ts';

/** Discord demands a pause before this request may be made (again). The request had no effect. */
export class DiscordRateLimited extends Error {
  readonly waitMs: number;
  /** Whether the pause is for the whole bot, rather than for one channel. */
  readonly wholeBot: boolean;
  /** Discord's JSON error code, if it gave one (30046: too many edits of old messages). */
  readonly code: number | undefined;

  constructor(facts: {
    readonly waitMs: number;
    readonly wholeBot: boolean;
    readonly code: number | undefined;
  }) {
    super(
      `Discord asks to wait ${facts.waitMs} ms${facts.code === undefined ? '' : ` (code ${facts.code})`}`,
    );
    this.name = 'DiscordRateLimited';
    this.waitMs = facts.waitMs;
    this.wholeBot = facts.wholeBot;
    this.code = facts.code;
  }
}

/** Options of {@link createDiscordRest}. */
export interface DiscordRestSettings {
  readonly token: string;
  /** The REST root without a version: `https://discord.com/api`, or that of a proxy. */
  readonly apiUrl: string;
  readonly timeoutMs: number;
  /** Counts the requests that Discord refuses. */
  readonly invalid?: InvalidRequests;
  readonly log: Logger;
}

/** The parts of a 429's body that matter, as on Discord's page "Rate Limits". */
interface LimitBody {
  readonly waitMs: number;
  readonly global: boolean;
  readonly code: number | undefined;
}

/**
 * How long to wait after a 429 without Discord's body and header, which comes from the network in front of Discord.
 */
const unnamedWaitMs = 60_000;
/** The shortest wait of a delivery, also when none is named: discord.js would ask again at once. */
const shortestWaitMs = 1_000;

/**
 * A REST client for deliveries. It retries nothing and never sleeps. A rate limit, from Discord's answer or known
 * from its headers, is thrown as {@link DiscordRateLimited}.
 */
export function createDiscordRest(settings: DiscordRestSettings): REST {
  const bodies = new Map<string, LimitBody | undefined>();
  const key = (method: string | undefined, url: string) => `${method} ${url}`;
  const rest = new REST({
    api: rootOf(settings.apiUrl),
    retries: 0,
    // The queue's limiter keeps the bot's pace, exact across processes; a second limiter would only drift against it.
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    timeout: settings.timeoutMs,
    makeRequest: requestReadingLimits(
      (method, url, body) => bodies.set(key(method, url), body),
      settings.invalid,
    ),
    rejectOnRateLimit: (data) => {
      const answered = bodies.has(key(data.method, data.url));
      const body = bodies.get(key(data.method, data.url));
      bodies.delete(key(data.method, data.url));
      const limit = limitOf(data, body, answered);
      settings.log.info(
        { route: data.route, code: limit.code, waitMs: limit.waitMs, wholeBot: limit.wholeBot },
        'Discord asks to wait',
      );
      throw limit;
    },
  });
  return rest.setToken(settings.token);
}

/**
 * The request function of every REST client of Dateline. discord.js reads only the `Retry-After` header, but Discord
 * has sent 1 second there with 1163 seconds in the body (discord/discord-api-docs#6109), so the longer wait is put
 * into the header. `onLimit` is told of each 429, with an undefined body if it did not come from Discord. `invalid`
 * is told of every answer.
 */
export function requestReadingLimits(
  onLimit: (method: string | undefined, url: string, body: LimitBody | undefined) => void,
  invalid?: InvalidRequests,
): RESTOptions['makeRequest'] {
  return async (url, init) => {
    const response = await DefaultRestOptions.makeRequest(url, init);
    const { status, headers } = response;
    invalid?.saw({ status, scope: headers.get('x-ratelimit-scope') });
    keepToWaits(headers);
    if (status !== 429) return response;
    // The library does not read the body of a 429, so it can be read here.
    const body = readLimitBody(await response.json().catch(() => undefined));
    onLimit(init.method, url, body);
    const waitMs = Math.max(waitMsOf(headers.get('retry-after')) ?? 0, body?.waitMs ?? 0) || shortestWaitMs;
    headers.set('Retry-After', String(waitMs / 1_000));
    if (body?.global === true) headers.set('X-RateLimit-Global', 'true');
    return response;
  };
}

/** discord.js calculates with the header unchecked, so a header without a number would break it. */
function keepToWaits(headers: Headers): void {
  const waitMs = waitMsOf(headers.get('x-ratelimit-reset-after'));
  if (waitMs === undefined) headers.delete('X-RateLimit-Reset-After');
  else headers.set('X-RateLimit-Reset-After', String(waitMs / 1_000));
}

/** The REST root in discord.js's form: without a slash at the end. */
export function rootOf(apiUrl: string): string {
  return apiUrl.replace(/\/+$/, '');
}

function limitOf(data: RateLimitData, body: LimitBody | undefined, answered: boolean): DiscordRateLimited {
  const foreign = answered && body === undefined;
  const named = Math.max(data.retryAfter, data.sublimitTimeout, data.timeToReset);
  return new DiscordRateLimited({
    waitMs: Math.ceil(Math.max(named, foreign ? unnamedWaitMs : shortestWaitMs)),
    wholeBot: data.global || foreign,
    code: body?.code,
  });
}

function readLimitBody(json: unknown): LimitBody | undefined {
  if (typeof json !== 'object' || json === null || !('retry_after' in json)) return undefined;
  const waitMs = waitMsOf(json.retry_after);
  if (waitMs === undefined) return undefined;
  return {
    waitMs,
    global: 'global' in json && json.global === true,
    code: 'code' in json && typeof json.code === 'number' && json.code !== 0 ? json.code : undefined,
  };
}
