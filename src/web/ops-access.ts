import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Refuses whoever does not bring the operator's token; does nothing for those who do. */
export type DemandOperator = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/**
 * Makes the check of the operator's token. Programs bring it as `Authorization: Bearer TOKEN`, browsers as the
 * password that they ask for, with any user name. It is read from nowhere else, least of all the address, and compared
 * in a time that tells nothing about it.
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

/** Digests are of one length, whatever was given. */
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
