/** What Telegram adds to some refusals (Bot API, "ResponseParameters"). */
export interface RefusalParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** A refusal as the Bot API words it. Thrown by methods; becomes `{ok: false, error_code, description}`. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly errorCode: number;
  readonly parameters: RefusalParameters | undefined;

  constructor(errorCode: number, description: string, parameters?: RefusalParameters) {
    super(description);
    this.errorCode = errorCode;
    this.parameters = parameters;
  }
}

/** 400: the request cannot be done as it is. `text` is what follows "Bad Request: ". */
export function badRequest(text: string, parameters?: RefusalParameters): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${text}`, parameters);
}

/** 403: the bot may not do this in this chat. `text` is what follows "Forbidden: ". */
export function forbidden(text: string): ApiRefusal {
  return new ApiRefusal(403, `Forbidden: ${text}`);
}

/** 401: the token is not (or no longer) valid. */
export function unauthorized(): ApiRefusal {
  return new ApiRefusal(401, 'Unauthorized');
}

/** 409: another consumer of updates stands in the way. `text` is what follows "Conflict: ". */
export function conflict(text: string): ApiRefusal {
  return new ApiRefusal(409, `Conflict: ${text}`);
}

/** 429: come back in so many whole seconds. */
export function tooManyRequests(retryAfterSeconds: number): ApiRefusal {
  return new ApiRefusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}
