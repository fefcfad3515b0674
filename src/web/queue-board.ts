import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { FastifyInstance } from 'fastify';
import type { DemandOperator } from './ops-access.ts';

/** The path of the board. */
const path = '/ops/queues';

/** A queue, in the type that the board takes. */
type BoardQueue = ConstructorParameters<typeof BullMQAdapter>[0];

/** What {@link addQueueBoard} needs. */
export interface QueueBoardDeps {
  readonly queues: readonly BoardQueue[];
  readonly demandOperator: DemandOperator;
}

/** The board has its own scripts, and styles inside its page. It loads nothing from elsewhere. */
const boardPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Bull Board's page links a font on another server, which the policy would block anyway. */
const foreignStyle = /<link [^>]*href="https?:\/\/[^>]*>/g;

/**
 * Adds Bull Board at `/ops/queues` for operators, read-only: what is to be delivered is in the records, so adding or
 * removing a job by hand would achieve nothing.
 */
export function addQueueBoard(app: FastifyInstance, { queues, demandOperator }: QueueBoardDeps): void {
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Dateline queues' } },
  });
  app.register(async (board) => {
    board.addHook('onRequest', async (request, reply) => {
      reply.header('content-security-policy', boardPolicy);
      await demandOperator(request, reply);
      if (reply.sent || request.method === 'GET' || request.method === 'HEAD') return;
      await reply.code(405).send({ error: 'The board is for looking only.' });
    });
    board.addHook<string>('onSend', async (_request, _reply, payload) =>
      typeof payload === 'string' ? payload.replaceAll(foreignStyle, '') : payload,
    );
    await board.register(serverAdapter.registerPlugin(), { prefix: path });
  });
}
