/** One request that the bot made. */
export interface RecordedRequest {
  readonly method: string;
  /** The id of the chat that the request names, if the sandbox knows it. */
  readonly chatId?: number | undefined;
  /** The HTTP status; 0 when the request was never answered (hung or cut off). */
  readonly status: number;
  /** The refusal's text, or the reason why there was no answer. */
  readonly description?: string | undefined;
  /** When it came in, in milliseconds since 1970. */
  readonly at: number;
  /** The parameters; the bytes of uploads are left out. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** The bot's requests, in the order in which they were answered. */
export interface RequestLog {
  add(request: RecordedRequest): void;
  all(): readonly RecordedRequest[];
  /** How many were answered with 429, by a limit or a fault. */
  rateLimitedCount(): number;
}

/** Starts empty. */
export function createRequestLog(): RequestLog {
  const requests: RecordedRequest[] = [];
  let rateLimited = 0;
  return {
    add(request) {
      requests.push(request);
      if (request.status === 429) rateLimited += 1;
    },
    all: () => requests,
    rateLimitedCount: () => rateLimited,
  };
}
