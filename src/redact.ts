/** Replaces a secret. */
const redacted = '[redacted]';

/** Removes secrets from a text and leaves the rest. */
export type Redact = (text: string) => string;

/**
 * Tokens that are recognised by their form: Telegram's in a Bot API address (Bot API documentation, "Making
 * requests") and alone, Discord's bot tokens, the tokens of interactions and webhooks in Discord's addresses (Discord
 * documentation, "Receiving and Responding to Interactions"), and passwords in addresses.
 */
const tokenForms: readonly (readonly [form: RegExp, replacement: string])[] = [
  [/\bbot\d+(?::|%3A)[\w-]+/gi, `bot${redacted}`],
  [/\b\d{6,}(?::|%3A)[\w-]{30,}/gi, redacted],
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, redacted],
  [/\/(interactions|webhooks)\/(\d+)\/[\w.~%-]+/g, `/$1/$2/${redacted}`],
  [/:\/\/[^\s/:@"]*:[^\s/@"]+@/g, `://${redacted}@`],
];

/**
 * Makes a {@link Redact} that finds `secrets` by value (as they are, as in JSON, as in an address) and platform
 * tokens by their form. Empty secrets are ignored.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = [...new Set(secrets.filter((secret) => secret !== '').flatMap(spellingsOf))];
  // Longest first: a secret that contains another one must not leave its rest behind.
  const longestFirst = spellings.toSorted((a, b) => b.length - a.length);
  return (text) => {
    const known = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
    return tokenForms.reduce((rest, [form, replacement]) => rest.replace(form, replacement), known);
  };
}

function spellingsOf(secret: string): readonly string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
