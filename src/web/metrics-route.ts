import type { FastifyInstance } from 'fastify';
import type { DemandOperator } from './ops-access.ts';

/** What {@link addMetrics} needs. */
export interface MetricsRouteDeps {
  /** Writes all metrics in Prometheus's text format. */
  readonly write: () => Promise<{ readonly contentType: string; readonly text: string }>;
  /** Absent where everyone who can reach the port may look. */
  readonly demandOperator?: DemandOperator;
}

/** Adds `GET /metrics`. It shows numbers and the names of platforms and queues: no text, no token, no story. */
export function addMetrics(app: FastifyInstance, { write, demandOperator }: MetricsRouteDeps): void {
  app.get('/metrics', { ...(demandOperator && { onRequest: demandOperator }) }, async (_request, reply) => {
    const { contentType, text } = await write();
    return reply.type(contentType).send(text);
  });
}
