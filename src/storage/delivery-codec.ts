import type { Delivery, DeliveryState, PartCopy, SendAttempt } from '../domain/delivery.ts';

const letters = {
  delivered: 'd',
  partial: 'p',
  sending: 's',
  unknown: 'u',
  refused: 'r',
  stale: 't',
  digested: 'g',
} as const satisfies Record<DeliveryState, string>;

const states: Record<string, DeliveryState> = {
  d: 'delivered',
  p: 'partial',
  s: 'sending',
  u: 'unknown',
  r: 'refused',
  t: 'stale',
  g: 'digested',
};

/**
 * Packs a delivery row: `d3|1442…~Zk3fQw1a|1443…~9xPq_0Lb` is revision 3, delivered, as two messages. One part on
 * Discord takes about 31 bytes. While a send is under way, `|!token~fingerprint~time` is at the end. Message ids,
 * tokens and fingerprints contain none of `~`, `|` and `!`.
 */
export function packDelivery(delivery: Delivery): string {
  const head = `${letters[delivery.state]}${delivery.revision}`;
  const copies = delivery.copies.map(({ messageId, fingerprint, published }) =>
    [messageId, fingerprint, ...(published ? [published] : [])].join('~'),
  );
  const { attempt } = delivery;
  return [
    head,
    ...copies,
    ...(attempt ? [`!${attempt.token}~${attempt.fingerprint}~${attempt.at.toString(36)}`] : []),
  ].join('|');
}

/** Reads what {@link packDelivery} wrote. Throws when the row is damaged. */
export function unpackDelivery(packed: string): Delivery {
  const [head = '', ...parts] = packed.split('|');
  const state = states[head.charAt(0)];
  const revision = Number(head.slice(1));
  if (state === undefined || !Number.isInteger(revision)) throw new Error(`Damaged delivery row: ${head}`);
  const copies = parts.filter((part) => !part.startsWith('!')).map(unpackCopy);
  const attempt = parts.find((part) => part.startsWith('!'));
  return { state, revision, copies, ...(attempt !== undefined && { attempt: unpackAttempt(attempt) }) };
}

function unpackAttempt(packed: string): SendAttempt {
  const [token = '', fingerprint = '', at = '0'] = packed.slice(1).split('~');
  return { token, fingerprint, at: Number.parseInt(at, 36) };
}

function unpackCopy(packed: string): PartCopy {
  const [messageId = '', fingerprint = '', published] = packed.split('~');
  const isSettled = published === 'yes' || published === 'no';
  return { messageId, fingerprint, ...(isSettled && { published }) };
}
