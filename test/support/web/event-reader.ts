import { get, type IncomingMessage } from 'node:http';
import { onTestFinished } from 'vitest';

/** One reader of server-sent events, over a connection of its own. */
export interface EventReader {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  /** Everything that came so far. */
  text(): string;
  /** Resolves once what came holds these words; rejects when the stream ends without. */
  until(words: string): Promise<void>;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  /** Goes away. */
  leave(): void;
}

/** Listens at an address; the connection is given up when the test ends. */
export async function listenTo(address: string, headers: Record<string, string> = {}): Promise<EventReader> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(address, { headers, agent: false }, resolve).once('error', reject);
  });
  onTestFinished(() => void response.destroy());
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (chunk: string) => {
    text += chunk;
    response.emit('heard');
  });
  // A stream that is broken off is told by its end.
  response.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()));
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    text: () => text,
    until: (words) =>
      new Promise((resolve, reject) => {
        const look = () => text.includes(words) && resolve();
        response.on('heard', look);
        response.once('close', () => reject(new Error(`The stream ended without “${words}”: ${text}`)));
        look();
      }),
    ended,
    leave: () => void response.destroy(),
  };
}
