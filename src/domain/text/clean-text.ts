const lineEnds = /\r\n?|[\u0085\u2028\u2029\v\f]/g;
const controls = /(?![\n\t])\p{Control}/gu;
const loneSurrogates = /\p{Surrogate}/gu;
const noncharacters = /\p{Noncharacter_Code_Point}/gu;
/** Embeddings, overrides and isolates: they would turn round the text around them, which is somebody else's. */
const bidiControls = /[\u202a-\u202e\u2066-\u2069]/g;
const invisibles = /[\u00ad\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff]/g;
/** Joiners in the wrong place: they belong between two letters, and zero-width joiners also between emoji. */
const idleNonJoiners = /(?<![\p{L}\p{M}])\u200c|\u200c(?![\p{L}\p{M}])/gu;
const idleJoiners =
  /(?<![\p{L}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d|\u200d(?![\p{L}\p{M}\p{Extended_Pictographic}])/gu;
/** Tag characters. After a black flag they spell the flags of England and the like; elsewhere they hide text. */
const hiddenTags = /(?<!\u{1f3f4}[\u{e0020}-\u{e007f}]*)[\u{e0000}-\u{e007f}]/gu;

/**
 * The text without what is invisible or dangerous. Every line end becomes `\n`; control characters, bidi embeddings,
 * overrides and isolates, and zero-width characters that join nothing are removed; lone surrogates become U+FFFD.
 * Joiners inside emoji and words, variation selectors and the plain marks LRM, RLM and ALM stay.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(lineEnds, '\n')
    .replace(controls, '')
    .replace(loneSurrogates, '\ufffd')
    .replace(noncharacters, '')
    .replace(bidiControls, '')
    .replace(invisibles, '')
    .replace(idleNonJoiners, '')
    .replace(idleJoiners, '')
    .replace(hiddenTags, '');
}
