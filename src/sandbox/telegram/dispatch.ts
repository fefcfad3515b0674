import { z } from 'zod';
import { ApiRefusal, tooManyRequests, unauthorized } from './errors.ts';
import type { FaultBook, FaultKind } from './faults.ts';
import { chatAddress, json } from './fields.ts';
import type { Limits } from './limits.ts';
import type { MethodCall, MethodTable } from './method.ts';
import type { ChatState } from './model.ts';
import type { RequestLog } from './requests.ts';
import type { World } from './world.ts';

/** One request as it comes from HTTP. */
interface Request extends MethodCall {
  readonly token: string;
  readonly method: string;
}

/** What to answer, or what to do to the connection. `body` is JSON, or a web page when it is a string. */
export type Reply =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: object | string;
      /** Goes into the header of a 429. */
      readonly retryAfterSeconds?: number | undefined;
    }
  | { readonly kind: 'hang' | 'reset' };

/** What a request passes through. */
export interface DispatchDeps {
  readonly world: World;
  readonly methods: MethodTable;
  readonly faults: FaultBook;
  /** Undefined when limits are not enforced. */
  readonly limits: Limits | undefined;
  readonly log: RequestLog;
  /** Whether the token is the bot's and was not revoked. */
  isValidToken(token: string): boolean;
  migrate(chat: ChatState): void;
}

const album = json(z.array(z.unknown()));

/**
 * Answers one request: checks its token, applies faults and limits, calls the method, and records it. Rejects only
 * for a mistake in the sandbox itself.
 */
export type Dispatch = (request: Request) => Promise<Reply>;

/** Makes a {@link Dispatch}. */
export function createDispatch(deps: DispatchDeps): Dispatch {
  return async (request) => {
    const at = deps.world.now();
    const chat = chatOf(deps.world, request);
    const { reply, note } = await attend(deps, request, chat);
    deps.log.add({
      method: request.method,
      chatId: chat?.id ?? numberedChat(request),
      status: reply.kind === 'answer' ? reply.status : 0,
      description: note,
      at,
      body: request.fields,
    });
    deps.world.changed();
    return reply;
  };
}

interface Processed {
  readonly reply: Reply;
  readonly note?: string | undefined;
}

async function attend(deps: DispatchDeps, request: Request, chat: ChatState | undefined): Promise<Processed> {
  if (!/^\d+:/.test(request.token)) return refusal(new ApiRefusal(404, 'Not Found'));
  if (!deps.isValidToken(request.token)) return refusal(unauthorized());
  const fault = deps.faults.next(request.method, chat?.id ?? numberedChat(request));
  if (fault === undefined) return perform(deps, request, chat);
  return fail(fault, {
    perform: () => perform(deps, request, chat),
    migrate: () => (chat === undefined ? undefined : deps.migrate(chat)),
  });
}

interface FaultActions {
  readonly perform: () => Promise<Processed>;
  readonly migrate: () => void;
}

async function fail(fault: FaultKind, { perform: succeed, migrate }: FaultActions): Promise<Processed> {
  switch (fault.kind) {
    case 'rate-limit':
      return refusal(tooManyRequests(fault.retryAfterSeconds));
    case 'status':
      return fault.html === true
        ? webPage(fault)
        : refusal(new ApiRefusal(fault.errorCode, fault.description));
    case 'hang':
      return { reply: { kind: 'hang' }, note: 'never answered' };
    case 'reset-before':
      return { reply: { kind: 'reset' }, note: 'connection reset before anything was done' };
    case 'reset-after':
      await succeed();
      return { reply: { kind: 'reset' }, note: 'done, then connection reset' };
    case 'migrate':
      migrate();
      return succeed();
  }
}

async function perform(
  deps: DispatchDeps,
  request: Request,
  chat: ChatState | undefined,
): Promise<Processed> {
  try {
    const run = Object.hasOwn(deps.methods, request.method) ? deps.methods[request.method] : undefined;
    if (run === undefined) throw new ApiRefusal(404, 'Not Found: method not found');
    takeLimit(deps.limits, request, chat);
    return { reply: { kind: 'answer', status: 200, body: { ok: true, result: await run(request) } } };
  } catch (error) {
    if (error instanceof ApiRefusal) return refusal(error);
    throw error;
  }
}

function takeLimit(limits: Limits | undefined, request: Request, chat: ChatState | undefined): void {
  if (limits === undefined || chat === undefined) return;
  const isCounted = /^(send|editMessage|copyMessage)/.test(request.method);
  if (!isCounted) return;
  const messages = request.method === 'sendMediaGroup' ? albumLength(request.fields['media']) : 1;
  const retryAfterSeconds = limits.take({ chatId: chat.id, kind: chat.kind, messages });
  if (retryAfterSeconds !== undefined) throw tooManyRequests(retryAfterSeconds);
}

function albumLength(media: unknown): number {
  const items = album.safeParse(media);
  return items.success ? items.data.length : 1;
}

function refusal({ errorCode, message, parameters }: ApiRefusal): Processed {
  const body = { ok: false, error_code: errorCode, description: message, parameters };
  const retryAfterSeconds = parameters?.retry_after;
  return { reply: { kind: 'answer', status: errorCode, body, retryAfterSeconds }, note: message };
}

function webPage({ errorCode, description }: Extract<FaultKind, { kind: 'status' }>): Processed {
  const body = `<html><head><title>${description}</title></head><body><h1>${description}</h1></body></html>`;
  return { reply: { kind: 'answer', status: errorCode, body }, note: description };
}

function chatOf(world: World, request: Request): ChatState | undefined {
  const address = chatAddress.safeParse(request.fields['chat_id']);
  return address.success ? world.findChat(address.data) : undefined;
}

function numberedChat(request: Request): number | undefined {
  const address = chatAddress.safeParse(request.fields['chat_id']);
  return address.success && typeof address.data === 'number' ? address.data : undefined;
}
