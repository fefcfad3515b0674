import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** How an answer may be compressed. */
export type Encoding = 'br' | 'gzip' | 'identity';

/** An answer that is made once and sent many times. */
export interface Rendered {
  readonly contentType: string;
  /** A weak one: however it is compressed, the text is the same. */
  readonly etag: string;
  /** The bytes, compressed once when first asked for. */
  bytes(encoding: Encoding): Promise<Buffer>;
}

const gzipped = promisify(gzip);
const brotli = promisify(brotliCompress);

/** Below this, compression gains nothing. */
const smallBytes = 1_000;

/** Prepares a text for sending. */
export function createRendered(text: string, contentType: string): Rendered {
  const plain = Buffer.from(text);
  const packed = new Map<Encoding, Promise<Buffer>>([['identity', Promise.resolve(plain)]]);
  return {
    contentType,
    etag: `W/"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
    bytes(encoding) {
      const known = packed.get(encoding);
      if (known !== undefined) return known;
      const bytes = encoding === 'br' ? brotlied(plain) : gzipped(plain, { level: 9 });
      packed.set(encoding, bytes);
      return bytes;
    },
  };
}

/**
 * The best compression that an `Accept-Encoding` header allows (RFC 9110, 12.5.3) and that is worth it for this many
 * bytes.
 */
export function encodingFor(header: string | undefined, size = Number.POSITIVE_INFINITY): Encoding {
  if (header === undefined || size < smallBytes) return 'identity';
  const refused = new Set<string>();
  const accepted = new Set<string>();
  for (const offer of header.toLowerCase().split(',')) {
    const [name = '', ...parameters] = offer.split(';').map((part) => part.trim());
    const isRefused = parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    (isRefused ? refused : accepted).add(name);
  }
  const allowed = (name: string) => accepted.has(name) || (accepted.has('*') && !refused.has(name));
  if (allowed('br')) return 'br';
  return allowed('gzip') ? 'gzip' : 'identity';
}

/** Whether an `If-None-Match` header names this answer (RFC 9110, 13.1.2: the comparison is weak). */
export function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const bare = etag.replace(/^W\//, '');
  return header
    .split(',')
    .map((tag) => tag.trim())
    .some((tag) => tag === '*' || tag.replace(/^W\//, '') === bare);
}

function brotlied(plain: Buffer): Promise<Buffer> {
  return brotli(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 7, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
}
