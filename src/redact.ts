/** What stands where a secret stood. */
const redacted = '[redacted]';

/** Takes secrets out of a text; everything else of it stays. */
export type Redact = (text: string) => string;

/**
 * Tokens that are known by their form alone: Telegram's in a Bot API address (Bot API documentation, "Making
 * requests") and bare, Discord's bot tokens, and the tokens of interactions and webhooks in Discord's addresses
 * (Discord documentation, "Receiving and Responding to Interactions"), and passwords in addresses.
 */
const tokenForms: readonly (readonly [form: RegExp, replacement: string])[] = [
  [/\bbot\d+(?::|%3A)[\w-]+/gi, `bot${redacted}`],
  [/\b\d{6,}(?::|%3A)[\w-]{30,}/gi, redacted],
  [/\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}/g, redacted],
  [/\/(interactions|webhooks)\/(\d+)\/[\w.~%-]+/g, `/$1/$2/${redacted}`],
  [/:\/\/[^\s/:@"]*:[^\s/@"]+@/g, `://${redacted}@`],
];

/**
 * Makes a {@link Redact} that knows `secrets` by value, as they are, as they look inside JSON and as they look
 * inside an address, and knows platform tokens by their form. Empty secrets are left out.
 */
export function createRedact(secrets: readonly string[]): Redact {
  const spellings = [...new Set(secrets.filter((secret) => secret !== '').flatMap(spellingsOf))];
  // The longest first: a secret that holds another one must not leave its rest behind.
  const longestFirst = spellings.toSorted((a, b) => b.length - a.length);
  return (text) => {
    const known = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, redacted), text);
    return tokenForms.reduce((rest, [form, replacement]) => rest.replace(form, replacement), known);
  };
}

function spellingsOf(secret: string): readonly string[] {
  return [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)];
}
