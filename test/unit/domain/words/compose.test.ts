import { describe, expect, it } from 'vitest';
import { composeCard } from '../../../../src/domain/compose/compose-card.ts';
import { composeCorrection } from '../../../../src/domain/compose/compose-correction.ts';
import { composeDigest } from '../../../../src/domain/compose/compose-digest.ts';
import { composeEntry } from '../../../../src/domain/compose/compose-entry.ts';
import { type Entry, revise, type Signal } from '../../../../src/domain/entry.ts';
import type { Story } from '../../../../src/domain/story.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import type { RichText } from '../../../../src/domain/text/rich-text.ts';
import type { Language } from '../../../../src/domain/words/language.ts';
import { renderDiscord } from '../../../../src/platforms/discord/render.ts';
import { renderTelegram } from '../../../../src/platforms/telegram/render.ts';
import { ferryStrike, lindhavn, published, revision } from '../../../support/lindhavn.ts';

/** The marks of direction, as a person can read them in a golden file. */
const shownMarks: Readonly<Record<string, string>> = {
  '\u200f': '⟪RLM⟫',
  '\u2066': '⟪LRI⟫',
  '\u2067': '⟪RLI⟫',
  '\u2069': '⟪PDI⟫',
};

const withMarks = (text: string) =>
  text.replaceAll(/[\u200f\u2066\u2067\u2069]/g, (mark) => shownMarks[mark] ?? mark);

const picture = { mediaId: 'm', mimeType: 'image/jpeg', credit: 'Mari Holt / AP', alt: 'harbour at dawn' };

const later = (entry: Entry, signal: Signal, why?: string) =>
  revise(entry, revision(entry, signal, '2026-02-26 14:14', why)) ?? entry;

/** What an editor of that language might have written; Polish and Arabic stories quote names in other letters. */
const written: Readonly<
  Record<'pl' | 'ar', Readonly<Record<'strike' | 'inspection' | 'offer' | 'source' | 'why', string>>>
> = {
  pl: {
    strike: 'Strajk promów w Lindhavn',
    inspection: 'Kapitan portu: promy nie wypłyną przed piątkiem',
    offer: 'Piloci odrzucają drugą ofertę',
    source: 'وكالة الميناء',
    why: 'odeszło 400 pilotów',
  },
  ar: {
    strike: 'إضراب العبّارات في ليندهافن',
    inspection: 'قائد الميناء: لا عبّارات قبل الجمعة',
    offer: 'Pilots Union يرفض العرض الثاني',
    source: 'Lindhavn Harbour Authority',
    why: '400 مرشد تركوا العمل',
  },
};

function scene(language: 'pl' | 'ar') {
  const { strike, inspection, offer, source, why } = written[language];
  const story: Story = ferryStrike({
    headline: strike,
    language,
    picture,
    keyDevelopments: [
      { text: inspection, entry: 7 },
      { text: offer, entry: 5 },
    ],
    keyDevelopmentsAt: lindhavn('2026-02-26 13:12'),
    related: [{ title: offer, url: 'https://example.org/offer' }],
  });
  const related = { title: offer, url: 'https://example.org/offer' };
  const newest = published(7, '2026-02-26 13:09', {
    headline: inspection,
    body: inspection,
    source,
    related,
    picture,
  });
  const corrected = later(published(5, '2026-02-24 23:40', { headline: offer, source }), 'correction', why);
  return { story, newest, corrected, why };
}

const inspectionOf = (language: 'pl' | 'ar') => written[language].inspection;

function texts(language: 'pl' | 'ar'): Readonly<Record<string, RichText>> {
  const { story, newest, corrected, why } = scene(language);
  const entries = [newest, corrected];
  const entryOf = (number: number) => entries.find((entry) => entry.number === number);
  const now = lindhavn('2026-02-26 15:00');
  const entry = (shown: Entry) => composeEntry({ story, entry: shown, language }).content;
  const digest = { story, entries, window: { now }, language } as const;
  const many = [1, 2, 3].map((number) => ({
    ...newest,
    number,
    revisions: [
      {
        ...newest.revisions[0],
        text: { ...newest.revisions[0].text, body: `${inspectionOf(language)} `.repeat(16) },
      },
    ] as const,
  }));
  const closed = { ...story, state: 'closed', closedAt: now } as const;
  const since = lindhavn('2026-02-26 14:50');
  return {
    entry: entry(newest),
    flash: entry({ ...newest, urgency: 'flash' }),
    'edited entry': entry(later(newest, 'edit')),
    'corrected entry': entry(corrected),
    correction: composeCorrection({ story, entry: corrected, language, revision: 2 }),
    'correction of a correction': composeCorrection({
      story,
      entry: later(corrected, 'correction', why),
      language,
      revision: 2,
    }),
    'held entry': entry(later(newest, 'hold')),
    'killed entry': entry(later(newest, 'kill', why)),
    card: composeCard({ story, latest: newest, entryOf, language }),
    'card of a silent story': composeCard({
      story,
      latest: newest,
      entryOf,
      language,
      silence: { since: newest.publishedAt, now },
    }),
    'card of a closed story': composeCard({ story: closed, latest: newest, entryOf, language }),
    'full digest': composeDigest({ ...digest, format: 'full' }).content,
    'brief digest': composeDigest({ ...digest, format: 'brief' }).content,
    'later page of a digest': composeDigest({ ...digest, format: 'full', from: 5 }).content,
    'first page of a long digest': composeDigest({ ...digest, entries: many, format: 'full' }).content,
    'digest of nothing new': composeDigest({ ...digest, format: 'full', window: { since, now } }).content,
    'digest of nothing': composeDigest({ ...digest, format: 'full', entries: [] }).content,
  };
}

describe.each(['pl', 'ar'] as const)('everything that readers see, in %s', (language) => {
  it('is as the golden file has it', async () => {
    const golden = Object.entries(texts(language))
      .map(([name, content]) => `== ${name}\n\n${withMarks(plainText(content))}\n`)
      .join('\n');
    await expect(golden).toMatchFileSnapshot(`golden/${language}.txt`);
  });

  it('has no English word of Dateline’s own', () => {
    const own =
      /\b(LIVE|CLOSED|Key developments|as of|Latest|Ask|Source|Related|Photo|Updated|orrected|Correction|FLASH|hold|Withdrawn|All times|update|since (?!:)|By|p\.m\.|a\.m\.|time|Tuesday|Thursday|Feb)\b/;
    const shown = Object.values(texts(language)).map(plainText).join('\n').replaceAll('/digest since:2h', '');
    const editors = ['the Lindhavn Desk', ...(ferryStrike().lead ?? '').split('\n'), 'harbour at dawn'];
    const left = editors.reduce((text, words) => text.replaceAll(words, ''), shown);
    expect(left).not.toMatch(own);
  });
});

/** What stands between the marks must be balanced in every row, or one row would turn round the next. */
function isBalanced(row: string): boolean {
  let depth = 0;
  for (const sign of row) {
    if (sign === '\u2066' || sign === '\u2067') depth += 1;
    if (sign === '\u2069') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}

const platforms = { Discord: renderDiscord, Telegram: renderTelegram };

describe.each(Object.entries(platforms))('rows of Arabic on %s', (_, render) => {
  const rows = Object.values(texts('ar')).flatMap((content) =>
    render(content).flatMap(({ text }) => text.split('\n')),
  );

  it('are balanced', () => {
    expect(rows.filter((row) => !isBalanced(row))).toEqual([]);
  });

  it('say that they are written from right to left before anything else, where they are Dateline’s own', () => {
    const own = rows.filter((row) =>
      /(?:المصدر|اقرأ|أبرز|آخر خبر|اطلب|صُحِّح|حُدِّث|موقوف|سُحب|إعداد|جميع|خبران)/.test(row),
    );
    expect(own.length).toBeGreaterThan(20);
    const signs = /^(?:#{1,3} |-# |• |- |\*\*)*\u200f\u2067/;
    expect(own.filter((row) => !signs.test(row))).toEqual([]);
  });

  it('keep names in Latin letters apart', () => {
    const named = rows.filter((row) => row.includes('Lindhavn Harbour Authority'));
    expect(named.length).toBeGreaterThan(2);
    expect(named.filter((row) => !row.includes('\u2066Lindhavn Harbour Authority\u2069'))).toEqual([]);
  });

  it('leave what editors wrote without marks', () => {
    const body = rows.filter((row) => row === written.ar.inspection);
    expect(body.length).toBeGreaterThan(0);
  });
});

describe('rows in languages that are written from left to right', () => {
  const shown = (language: Language, source: string) => {
    const entry = published(7, '2026-02-26 13:09', { headline: 'Ferries stay', source });
    return withMarks(plainText(composeEntry({ story: ferryStrike(), entry, language }).content));
  };

  it('keep names in Arabic or Hebrew letters apart', () => {
    expect(shown('en', 'وكالة الميناء')).toContain('Source: ⟪RLI⟫وكالة الميناء⟪PDI⟫ · Lindhavn');
    expect(shown('pl', 'רשות הנמלים')).toContain('Źródło: ⟪RLI⟫רשות הנמלים⟪PDI⟫ · Lindhavn');
  });

  it('go by most of the letters of a name', () => {
    expect(shown('en', 'AP، وكالة الميناء')).toContain('⟪RLI⟫AP، وكالة الميناء⟪PDI⟫');
    expect(shown('en', 'Associated Press, وكالة')).toContain('⟪LRI⟫Associated Press, وكالة⟪PDI⟫');
  });

  it('have no marks otherwise', () => {
    expect(shown('en', 'Zażółć gęślą / 東京 / Αθήνα / Київ')).not.toContain('⟪');
  });

  it('take marks of direction that were typed for nothing', () => {
    expect(shown('en', 'a\u202eb\u2067c')).toContain('Source: abc · ');
  });
});
