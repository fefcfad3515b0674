import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Changes } from './changes.ts';
import { ApiError, invalidForm, refusal } from './errors.ts';
import type { Hit } from './faults.ts';
import { type RequestContent, readMultipart } from './files.ts';
import type { LimitState } from './limits.ts';
import { isJson, type Json, maxRequestBytes } from './protocol.ts';
import type { OpenRequest, RequestLog } from './requests.ts';

/** What every request goes through before its route. */
export interface HttpDeps {
  readonly token: string;
  readonly now: () => number;
  readonly log: RequestLog;
  readonly changes: Changes;
  /** Finds the scripted fault for a request. */
  readonly hit: (request: OpenRequest) => Hit | undefined;
  /** Counts a request against the limits; undefined when no limit applies. */
  readonly take: (request: OpenRequest) => LimitState | undefined;
}

/** Adds routes below `/api/v10`. */
export type Routes = (api: FastifyInstance) => void;

/**
 * A web server that records every request and applies faults, limits and authorization as Discord does. Not listening
 * yet.
 */
export function createHttp(deps: HttpDeps, routes: readonly Routes[]): FastifyInstance {
  const app = Fastify({ bodyLimit: maxRequestBytes, forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, { json: parseJson(String(body)), files: [] });
  });
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) =>
      readMultipart(body, request.headers['content-type'] ?? ''),
  );
  app.setErrorHandler((error, _request, reply) => {
    const known = asApiError(error);
    void reply.code(known.status).send(known.toBody());
  });
  app.register(
    async (api) => {
      addStages(api, deps);
      for (const add of routes) add(api);
    },
    { prefix: '/api/v10' },
  );
  return app;
}

function parseJson(text: string): unknown {
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw refusal('invalidJson');
  }
}

function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  const isTooLarge = error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_BODY_TOO_LARGE';
  if (isTooLarge) return refusal('requestTooLarge');
  // A mistake in the stand-in itself: the sentence helps whoever works on it.
  return new ApiError(
    500,
    0,
    `500: Internal Server Error (${error instanceof Error ? error.message : String(error)})`,
  );
}

function addStages(api: FastifyInstance, deps: HttpDeps): void {
  const open = new WeakMap<FastifyRequest, OpenRequest>();
  const late = new WeakMap<FastifyRequest, Hit>();

  api.setNotFoundHandler(() => {
    throw refusal('notFound');
  });
  api.addHook('onRequest', async (request) => {
    const record = openRequest(request, deps.now());
    open.set(request, record);
    deps.log.add(record);
  });
  api.addHook('preHandler', async (request, reply) => {
    const record = open.get(request);
    if (!record) return;
    record.body = request.body ? contentOf(request).json : undefined;
    deps.changes.notify();
    const hit = deps.hit(record);
    if (hit && isLate(hit)) late.set(request, hit);
    else if (hit) return strike(hit, request, reply);
    authorise(request, record, deps.token);
    const state = deps.take(record);
    if (state) return applyLimit(state, reply);
  });
  api.addHook('onSend', async (request, reply, payload) => {
    const hit = late.get(request);
    if (hit) await cut(hit, request);
    const record = open.get(request);
    if (record && !hit) record.status = reply.statusCode;
    deps.changes.notify();
    return payload;
  });
}

function openRequest(request: FastifyRequest, at: number): OpenRequest {
  const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).replace(
    /^\/api\/v10/,
    '',
  );
  const channelId = /^\/channels\/(\d+)/.exec(path)?.[1];
  return {
    method: request.method,
    path,
    ...(channelId !== undefined && { channelId }),
    body: undefined,
    at,
    status: 0,
  };
}

/** Whether the fault hits after the request has taken effect. */
function isLate({ fault }: Hit): boolean {
  return fault.kind === 'reset-after' || (fault.kind === 'hang' && fault.afterApplying === true);
}

async function strike(hit: Hit, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { fault } = hit;
  if (fault.kind === 'status') {
    if (fault.html !== undefined) return reply.code(fault.status).type('text/html').send(fault.html);
    return reply
      .code(fault.status)
      .send({ message: fault.message ?? `${fault.status}`, code: fault.code ?? 0 });
  }
  if (fault.kind === 'rate-limit') {
    const isGlobal = fault.scope === 'global';
    reply.header('retry-after', String(fault.headerSeconds)).header('x-ratelimit-scope', fault.scope);
    if (isGlobal) reply.header('x-ratelimit-global', 'true');
    return reply.code(429).send(limitBody(fault.bodySeconds, isGlobal, fault.code));
  }
  reply.hijack();
  await cut(hit, request);
  return reply;
}

/** Resets the connection. A request that hangs waits until its fault is removed first. */
async function cut({ fault, lifted }: Hit, request: FastifyRequest): Promise<void> {
  if (fault.kind === 'hang') await lifted;
  request.raw.socket.resetAndDestroy();
}

function limitBody(seconds: number, isGlobal: boolean, code: number | undefined): Json {
  const message =
    code === 30046 ? 'Maximum number of edits to messages older than 1 hour reached.' : undefined;
  return {
    message: message ?? 'You are being rate limited.',
    retry_after: seconds,
    global: isGlobal,
    ...(code !== undefined && { code }),
  };
}

/**
 * Checks the bot's token. Calls about interactions carry none: their own token is in the path (Discord, Receiving and
 * Responding).
 */
function authorise(request: FastifyRequest, { path }: OpenRequest, token: string): void {
  if (path.startsWith('/interactions/') || path.startsWith('/webhooks/')) return;
  if (request.headers.authorization !== `Bot ${token}`) throw refusal('unauthorized');
}

function applyLimit(state: LimitState, reply: FastifyReply): FastifyReply | undefined {
  const isGlobal = state.scope === 'global';
  const seconds = Math.max(0, state.resetAfterMs) / 1_000;
  if (!isGlobal) {
    reply
      .header('x-ratelimit-limit', String(state.limit))
      .header('x-ratelimit-remaining', String(state.remaining))
      .header('x-ratelimit-reset', (state.resetAtMs / 1_000).toFixed(3))
      .header('x-ratelimit-reset-after', seconds.toFixed(3))
      .header('x-ratelimit-bucket', state.bucket);
  }
  if (state.allowed) return undefined;
  reply.header('retry-after', String(Math.ceil(seconds))).header('x-ratelimit-scope', state.scope);
  if (isGlobal) reply.header('x-ratelimit-global', 'true');
  return reply.code(429).send(limitBody(seconds, isGlobal, state.code));
}

/** The JSON and the files of a request. */
export function contentOf(request: FastifyRequest): RequestContent {
  if (!request.body) return { json: {}, files: [] };
  return request.body as RequestContent; // Both parsers above give this shape.
}

/** The body of a request that must be a JSON object. Throws 50035. */
export function jsonBody(request: FastifyRequest): Json {
  const { json } = contentOf(request);
  if (isJson(json)) return json;
  throw invalidForm([
    { path: [], code: 'MODEL_TYPE_CONVERT', message: 'Only dictionaries may be used in a ModelType' },
  ]);
}
