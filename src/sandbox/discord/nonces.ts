/** How long `enforce_nonce` remembers a nonce here. Discord says only "the past few minutes". */
const windowMs = 180_000;

/** Remembers which message was written with which nonce. */
export interface Nonces {
  /** The id of the message that the bot wrote with this nonce within the window; undefined when there is none. */
  find(nonce: string | number): string | undefined;
  remember(nonce: string | number, messageId: string): void;
}

/** Makes an empty memory of the bot's nonces, shared by all channels. */
export function createNonces(now: () => number): Nonces {
  const known = new Map<string, { readonly messageId: string; readonly atMs: number }>();

  function forgetOld(): void {
    for (const [nonce, { atMs }] of known) {
      if (now() - atMs <= windowMs) return;
      known.delete(nonce);
    }
  }

  return {
    find: (nonce) => {
      forgetOld();
      return known.get(String(nonce))?.messageId;
    },
    remember: (nonce, messageId) => {
      known.delete(String(nonce));
      known.set(String(nonce), { messageId, atMs: now() });
    },
  };
}
