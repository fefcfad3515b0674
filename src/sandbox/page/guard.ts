import type { FastifyInstance } from 'fastify';

/** Allows the page to load from, and send to, this server only. */
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
 * Keeps other pages in the same browser away from this server. A request must name a loopback address as its host, so
 * that a foreign name that resolves to loopback does not work, and a request from a page must come from this page.
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
