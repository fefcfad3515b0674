/** A request that reached the stand-in, including those that were refused or hit by a fault. */
export interface RecordedRequest {
  readonly method: string;
  /** The decoded path below `/api/v10`, without the query: `/channels/123/messages`. */
  readonly path: string;
  readonly channelId?: string;
  /** The parsed JSON of the body; undefined when there was none. Files are left out. */
  readonly body: unknown;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** The status of the answer; 0 when there is none (yet). */
  readonly status: number;
}

/** A request that is still being answered. */
export type OpenRequest = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** All requests so far, in the order in which they came. */
export interface RequestLog {
  add(request: OpenRequest): void;
  all(): readonly RecordedRequest[];
  /** How many were answered with 429. */
  rateLimitedCount(): number;
  /** The last few requests in one line, for error messages. */
  describe(): string;
}

/** Makes an empty log. */
export function createRequestLog(): RequestLog {
  const requests: OpenRequest[] = [];
  return {
    add: (request) => {
      requests.push(request);
    },
    all: () => requests,
    rateLimitedCount: () => requests.filter((request) => request.status === 429).length,
    describe: () => {
      const last = requests.slice(-5).map(({ method, path, status }) => `${method} ${path} → ${status}`);
      return `Last requests: ${last.length === 0 ? 'none' : last.join(', ')}.`;
    },
  };
}
