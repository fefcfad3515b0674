import type { FastifyInstance } from 'fastify';

/** What a browser may do on the page: load what this server has, and send to this server. */
const headers = {
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * Keeps other pages of the same browser away from a server on loopback: a request must name it by a loopback address,
 * whatever a name server says, and one that comes from a page must come from this one.
 */
export function guardPage(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    const { host, origin } = request.headers;
    const isHere = /^(?:127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(host ?? '');
    if (!isHere || (origin !== undefined && origin !== `http://${host}`)) {
      return reply.code(403).send({ error: 'This page is for this machine alone.' });
    }
  });
}
