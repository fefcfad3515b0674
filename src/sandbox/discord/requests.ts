/** One request that reached the stand-in, faults and refusals included. */
export interface RecordedRequest {
  readonly method: string;
  /** Below `/api/v10`, decoded, without the query: `/channels/123/messages`. */
  readonly path: string;
  readonly channelId?: string;
  /** The parsed JSON of the body; undefined when there was none. Files are not kept here. */
  readonly body: unknown;
  /** When it came, in milliseconds since 1970. */
  readonly at: number;
  /** The status of the answer; 0 while, or because, there was none. */
  readonly status: number;
}

/** A record that is still being answered. */
export type OpenRequest = { -readonly [K in keyof RecordedRequest]: RecordedRequest[K] };

/** All requests so far, in the order in which they came. */
export interface RequestLog {
  add(request: OpenRequest): void;
  all(): readonly RecordedRequest[];
  /** How many were answered with 429. */
  rateLimitedCount(): number;
  /** The last few in one line, for messages. */
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
