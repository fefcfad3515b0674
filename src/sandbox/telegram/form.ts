import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';

/** The content of a request: its parameters, and uploaded files by the name of their field. */
export interface RequestBody {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The names of the files themselves, by the same key. */
  readonly fileNames: ReadonlyMap<string, string>;
}

/** Reads a whole multipart form into memory. Rejects when it is malformed or incomplete. */
export function readForm(headers: IncomingHttpHeaders, payload: Readable): Promise<RequestBody> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, unknown> = {};
    const files = new Map<string, Uint8Array>();
    const fileNames = new Map<string, string>();
    const parser = new Busboy({ headers: { ...headers, 'content-type': headers['content-type'] ?? '' } });
    parser.on('field', (name, value) => {
      fields[name] = value;
    });
    parser.on('file', (name, stream, fileName) => {
      fileNames.set(name, fileName);
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => files.set(name, Buffer.concat(chunks)));
    });
    parser.on('error', reject);
    parser.on('finish', () => resolve({ fields, files, fileNames }));
    payload.on('error', reject);
    payload.on('close', () => {
      if (!payload.readableEnded) reject(new Error('The upload broke off.'));
    });
    payload.pipe(parser);
  });
}
