import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Refuses requests without the operator's token, and does nothing to the others. */
export type DemandOperator = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Makes the check of the operator's token. Programs send it as `Authorization: Bearer TOKEN`; browsers send it as the
 * password that they ask for, with any user name. It is accepted nowhere else, least of all in an address, and
 * compared in constant time.
 */
export function createDemandOperator(token: string): DemandOperator {
  const wanted = digest(token);
  return async (request, reply) => {
    const given = tokenIn(request.headers.authorization);
    if (given !== undefined && timingSafeEqual(digest(given), wanted)) return;
    reply.header('www-authenticate', 'Basic realm="Dateline operators", charset="UTF-8"');
    await reply.code(401).send({ error: 'This is for operators, who know OPS_TOKEN.' });
  };
}

/** Digests have the same length, whatever was given. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function tokenIn(authorization: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (authorization ?? '').split(' ');
  if (scheme.toLowerCase() === 'bearer') return value;
  if (scheme.toLowerCase() !== 'basic') return undefined;
  const credentials = Buffer.from(value, 'base64').toString();
  return credentials.slice(credentials.indexOf(':') + 1);
}
