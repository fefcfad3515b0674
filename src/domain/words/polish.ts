import type { Catalogue } from './catalogue.ts';

const month =
  '{month, select, 1 {stycznia} 2 {lutego} 3 {marca} 4 {kwietnia} 5 {maja} 6 {czerwca} 7 {lipca} 8 {sierpnia} 9 {września} 10 {października} 11 {listopada} other {grudnia}}';

/** Polish. */
export const polish: Catalogue = {
  clock: '{half, select, other {{hour}:{minute}}}',
  moment:
    '{date, select, none {} other {{date}, }}{clock}{weekday, select, none {} other { {weekday}}}{zone, select, none {} other {, {zone}}}',
  weekday:
    '{day, select, 0 {niedziela} 1 {poniedziałek} 2 {wtorek} 3 {środa} 4 {czwartek} 5 {piątek} other {sobota}}',
  onWeekday:
    '{day, select, 0 {w niedzielę} 1 {w poniedziałek} 2 {we wtorek} 3 {w środę} 4 {w czwartek} 5 {w piątek} other {w sobotę}}',
  sinceWeekday:
    '{day, select, 0 {niedzieli} 1 {poniedziałku} 2 {wtorku} 3 {środy} 4 {czwartku} 5 {piątku} other {soboty}}',
  date: `{day} ${month}`,
  dateOfYear: `{day} ${month} {year}`,
  dateline: '{weekday}, {date}',
  zoneOfPlace: 'czas: {place}',
  yourTime: 'u Ciebie',

  live: 'NA ŻYWO',
  closed: 'ZAKOŃCZONO',
  closedAt: 'ZAKOŃCZONO: {time}, {date}',
  byline: 'Opracowanie: {byline}',
  allTimes: 'Wszystkie godziny – {zone}',
  photo: 'Fot. {credit}',
  photoOf: 'Na zdjęciu: {subject}. Fot. {credit}',
  photoUncredited: 'Na zdjęciu: {subject}.',
  related: 'Zobacz też:',
  fullStory: 'Cała relacja:',
  source: 'Źródło: {source}',
  entryName: '{story} #{number}',
  flash: 'PILNE: {headline}',

  pageSkip: 'Przejdź do relacji',
  pageUpdates: '{count, plural, one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}}',
  pageOrder: 'Kolejność wpisów',
  pageNewest: 'Od najnowszych',
  pageOldest: 'Od najstarszych',
  pageRefresh: 'Odśwież',
  pageFollow: 'Śledź:',
  pageWhole: 'Czytaj całą relację',
  pageThis: 'Ta strona:',
  pageFlash: 'PILNE',
  pageCorrections: '{count, plural, one {Sprostowanie} other {Sprostowania}}',
  pageNew: 'Nowe:',
  pageChanged: 'Strona została zaktualizowana.',
  pageYourTime: 'Twój czas:',

  keyDevelopments: 'Najważniejsze',
  asOf: '(stan na {time})',
  latest: 'Ostatnio: {headline} ({time})',
  askDigest: 'Podsumowanie w każdej chwili: {command}',
  storyButton: 'Cała relacja',
  digestButton: 'Podsumowanie',
  followButton: 'Obserwuj',
  moreButton: 'Więcej',
  fullTextButton: 'Pełny tekst',
  toPrivateButton: 'Wyślij do mnie',
  fromStartButton: 'Od początku',

  updated: 'Aktualizacja: {time}',
  correctedSaid: 'Sprostowano ({time}): wcześniejsza wersja podawała: {wrong}',
  bulletCorrected: 'sprostowano: {time}',
  bulletCorrectedSaid: 'sprostowano ({time}): wcześniejsza wersja podawała: {wrong}',
  correctedMark: 'sprostowano',
  correction: 'Sprostowanie',
  correctionOf: '({made}) Wpis „{headline}” ({posted}) podawał, że {wrong} {right}',
  correctionReply: 'SPROSTOWANIE ({made}): ten wpis, opublikowany o {posted}, podawał, że {wrong} {right}',
  correctedAgain: 'Sprostowano ponownie ({time}): zobacz nowsze sprostowanie.',

  held: 'Wstrzymano ({time}): sprawdzamy ten wpis. Prosimy go nie udostępniać.',
  killed: 'Wycofano ({time}): ten wpis był błędny i został wycofany.',
  reason: 'Powód: {why}',
  partRemoved: 'Tej części nie ma już we wpisie.',

  entryList: 'Wpisy',
  continued: 'ciąg dalszy',
  moreEntries:
    'Dalej: {count, plural, one {# wcześniejszy wpis} few {# wcześniejsze wpisy} many {# wcześniejszych wpisów} other {# wcześniejszego wpisu}}',
  updatesSince:
    '{count, plural, =0 {Brak nowych wpisów} one {# wpis} few {# wpisy} many {# wpisów} other {# wpisu}} od {since}',
  newestOnly: '{command} – najnowsze',
  wholeText: '{command} – pełny tekst',
  noUpdatesYet: 'Nie ma jeszcze wpisów.',
  noUpdatesSince: 'Brak wpisów od {since}',
  newestWas: 'Ostatni: „{headline}” ({time}).',
  silentSince: 'Brak nowych wpisów od {time}; redakcja czuwa.',

  askedOften: 'Na razie wystarczy. Można zapytać znowu o {time}; powyższe podsumowania są aktualne.',
  askedOftenHere:
    'Na razie dość podsumowań w tym czacie. Można zapytać znowu o {time} albo od razu na czacie prywatnym.',
  sentPrivately: 'Podsumowanie jest w wiadomościach prywatnych.',
  notSentPrivately: 'Nie mogę pisać na priv: zezwól na wiadomości od członków serwera. Oto podsumowanie:',
};
