import type { Entry } from '../../../src/domain/entry.ts';
import type { Story } from '../../../src/domain/story.ts';
import { ferryStrike, lindhavn, published } from '../lindhavn.ts';

/** Where the pages of these tests say that readers reach them. */
export const publicUrl = 'https://news.example/wire';

/**
 * What should end an element, an attribute, a section of character data or a header, run a script, or turn text round.
 */
export const attacks: readonly string[] = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]>]]><script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<!--<script>',
  '</style><style>*{display:none}',
  '&lt;b&gt; &amp;amp; &#60;',
  'a\r\nset-cookie: stolen=1\r\n\r\n<html>',
  'abc\u202edcba\u2066x\u0000\u0007\ud800',
  '\u2028\u2029',
  '${alert(1)} `x` {{x}} [a](javascript:alert(1))',
];

/** All of them in one line. */
export const everyAttack = attacks.join(' ');

/** Addresses that no link may lead to. */
export const badAddresses: readonly string[] = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  '//evil.example',
  'https:evil.example',
];

/** A story that holds an attack wherever somebody types. */
export function hostileStory(attack: string, address: string): Story {
  return ferryStrike({
    headline: attack,
    lead: attack,
    label: attack,
    byline: attack,
    url: address,
    related: [{ title: attack, url: address }],
    picture: { mediaId: 'm1', mimeType: attack, credit: attack, alt: attack },
    keyDevelopments: [{ text: attack, entry: 1 }],
    keyDevelopmentsAt: lindhavn('2026-02-26 10:00'),
  });
}

/** The entries of that story: one that is shown and corrected, one held, one killed. */
export function hostileEntries(attack: string, address: string): readonly Entry[] {
  const text = {
    headline: attack,
    body: `${attack}\n\n[${attack}](${address}) ![x](${address}) <${address}>\n\n- ${attack}\n\n\`\`\`${attack}\n${attack}\n\`\`\``,
    source: attack,
    related: { title: attack, url: address },
    picture: { mediaId: `m2"><b>`, mimeType: attack, credit: attack, alt: attack },
  };
  const [shown, held, killed] = [1, 2, 3].map((number) =>
    published(number, `2026-02-26 09:0${number}`, text),
  );
  return [
    after(shown, 'correction', 'usable', attack),
    after(held, 'hold', 'held', attack),
    after(killed, 'kill', 'killed', attack),
  ].flat();
}

function after(
  entry: Entry | undefined,
  signal: 'correction' | 'hold' | 'kill',
  status: Entry['status'],
  why: string,
): readonly Entry[] {
  if (entry === undefined) return [];
  const [first] = entry.revisions;
  const at = lindhavn('2026-02-26 11:00');
  const reason = signal === 'correction' ? { correction: { wrong: why, right: why } } : { why };
  return [{ ...entry, status, revisions: [first, { ...first, signal, at, ...reason }] }];
}
