import type { IncomingMessage } from 'node:http';
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import { z } from 'zod';
import type { Dispatch, Reply } from './dispatch.ts';
import { type RequestBody, readForm } from './form.ts';
import type { PhotoStore } from './photo.ts';

/** What the HTTP side works on. */
export interface HttpDeps {
  readonly dispatch: Dispatch;
  readonly photos: PhotoStore;
  isValidToken(token: string): boolean;
}

interface MethodRoute {
  Params: { token: string; method: string };
  Body: RequestBody | null;
}

interface FileRoute {
  Params: { token: string; '*': string };
}

/**
 * The two kinds of address of a Bot API server: `/bot<token>/<method>` and `/file/bot<token>/<path>`. Not listening
 * yet.
 */
export function createHttp({ dispatch, photos, isValidToken }: HttpDeps): FastifyInstance {
  const app = fastify({ forceCloseConnections: true });
  addBodyParsers(app);

  app.post<MethodRoute>('/bot:token/:method', async (request, reply) => {
    const { token, method } = request.params;
    const body = request.body ?? { fields: {}, files: new Map(), fileNames: new Map() };
    const answer = await dispatch({ token, method, ...body, signal: signalOf(reply) });
    return carryOut(answer, reply);
  });

  app.get<FileRoute>('/file/bot:token/*', async (request, reply) => {
    const file = isValidToken(request.params.token) ? photos.fileAt(request.params['*']) : undefined;
    if (file === undefined) return refuse(reply, 404, 'Not Found');
    return reply.type('application/octet-stream').send(Buffer.from(file.bytes));
  });

  app.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'Not Found'));
  app.setErrorHandler<FastifyError>(({ statusCode = 500, message }, _request, reply) => {
    const kind = statusCode < 500 ? 'Bad Request' : 'Internal Server Error';
    return refuse(reply, statusCode, `${kind}: ${message}`);
  });
  return app;
}

function refuse(reply: FastifyReply, errorCode: number, description: string): FastifyReply {
  return reply.code(errorCode).send({ ok: false, error_code: errorCode, description });
}

function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('multipart/form-data', (request: FastifyRequest, payload: IncomingMessage) =>
    readForm(request.headers, payload),
  );
  app.addContentTypeParser(
    'application/json',
    { parseAs: 'string' },
    async (_request: FastifyRequest, body: string): Promise<RequestBody> => ({
      fields: readJson(body),
      files: new Map(),
      fileNames: new Map(),
    }),
  );
}

function readJson(body: string): RequestBody['fields'] {
  if (body === '') return {};
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(body));
  } catch {
    throw Object.assign(new Error("can't parse the request: a JSON object is needed"), { statusCode: 400 });
  }
}

/** Aborts when the client disconnects before it was answered. */
function signalOf(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}

function carryOut(answer: Reply, reply: FastifyReply): FastifyReply {
  switch (answer.kind) {
    case 'hang':
      return reply.hijack();
    case 'reset':
      reply.hijack();
      reply.raw.socket?.resetAndDestroy();
      return reply;
    case 'answer':
      reply.code(answer.status);
      if (answer.retryAfterSeconds !== undefined) reply.header('retry-after', answer.retryAfterSeconds);
      if (typeof answer.body === 'string') return reply.type('text/html').send(answer.body);
      return reply.send(answer.body);
  }
}
