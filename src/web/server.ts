import fastify, { type FastifyInstance } from 'fastify';

/** Whether this process can do its work, and if not, why: plain clauses without secrets. */
export interface Readiness {
  readonly ready: boolean;
  readonly reasons: readonly string[];
  /** What an operator should know although the process is ready. */
  readonly notes?: readonly string[];
}

/** What {@link createWebServer} needs. */
export interface WebServerOptions {
  readonly host: string;
  /** 0 means any free port. */
  readonly port: number;
  readonly readiness: () => Readiness;
}

/** The HTTP side of a process. */
export interface WebServer {
  /** The routes. Other routes are added here before the start. */
  readonly app: FastifyInstance;
  /** Listens. Returns the address, such as `http://127.0.0.1:8080`. Throws an Error in plain words when it cannot. */
  start(): Promise<string>;
  /** Takes no new requests, answers the ones under way, and stops. */
  stop(): Promise<void>;
}

/** Safe defaults for every answer: nothing may be loaded, framed, sniffed or cached unless a route says otherwise. */
const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
} as const;

/**
 * Makes the web server with its health checks: `GET /healthz` says that the process answers, `GET /readyz` whether
 * it can do its work (200), or why not (503).
 */
export function createWebServer({ host, port, readiness }: WebServerOptions): WebServer {
  const app = fastify({
    forceCloseConnections: 'idle',
    bodyLimit: 64 * 1024,
    requestTimeout: 10_000,
    // People and programs add a slash to an address; it is still the same page.
    routerOptions: { ignoreTrailingSlash: true },
    // For requests that are refused before any route or hook, such as an address that cannot be decoded.
    frameworkErrors: (error, _request, { raw }) => {
      raw.writeHead(error.statusCode ?? 400, { ...securityHeaders, 'content-type': 'application/json' });
      raw.end(JSON.stringify({ error: error.message }));
    },
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(securityHeaders);
  });
  app.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send({ error: 'There is no such page.' }),
  );
  app.setErrorHandler<Error & { readonly statusCode?: number }>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    // The details of a failure are not for the outside.
    return reply.code(status).send({ error: status < 500 ? error.message : 'Something went wrong here.' });
  });
  app.get('/healthz', async () => ({ healthy: true }));
  app.get('/readyz', async (_request, reply) => {
    const { ready, reasons, notes = [] } = readiness();
    if (!ready) return reply.code(503).send({ ready, reasons });
    return notes.length === 0 ? { ready } : { ready, notes };
  });
  return {
    app,
    start: () =>
      app.listen({ host, port }).catch((error: unknown) => {
        throw listenError(error, host, port);
      }),
    stop: () => app.close(),
  };
}

/** Why the server cannot listen, with the name of the setting to change. Other errors are returned unchanged. */
function listenError(error: unknown, host: string, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new Error(`HTTP_PORT ${port} is taken on ${host} by another program: choose another port`, {
        cause: error,
      });
    case 'EACCES':
      return new Error(`HTTP_PORT ${port} is not allowed to this user: choose one from 1024`, {
        cause: error,
      });
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new Error(`HTTP_HOST ${host} is no address of this machine`, { cause: error });
    default:
      return error;
  }
}
