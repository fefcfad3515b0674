/** What Telegram adds to some refusals (Bot API, "ResponseParameters"). */
export interface RefusalParameters {
  readonly retry_after?: number;
  readonly migrate_to_chat_id?: number;
}

/** A refusal in the Bot API's words. Thrown by methods; answered as `{ok: false, error_code, description}`. */
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

/** 400: the request cannot be done. `text` follows "Bad Request: ". */
export function badRequest(text: string, parameters?: RefusalParameters): ApiRefusal {
  return new ApiRefusal(400, `Bad Request: ${text}`, parameters);
}

/** 403: the bot may not do this in this chat. `text` follows "Forbidden: ". */
export function forbidden(text: string): ApiRefusal {
  return new ApiRefusal(403, `Forbidden: ${text}`);
}

/** 401: the token is not, or no longer, valid. */
export function unauthorized(): ApiRefusal {
  return new ApiRefusal(401, 'Unauthorized');
}

/** 409: somebody else is getting the bot's updates. `text` follows "Conflict: ". */
export function conflict(text: string): ApiRefusal {
  return new ApiRefusal(409, `Conflict: ${text}`);
}

/** 429: try again after this many whole seconds. */
export function tooManyRequests(retryAfterSeconds: number): ApiRefusal {
  return new ApiRefusal(429, `Too Many Requests: retry after ${retryAfterSeconds}`, {
    retry_after: retryAfterSeconds,
  });
}
