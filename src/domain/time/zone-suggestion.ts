import { slipsBetween } from '../text/slips.ts';
import { allZones, canonicalZone, formerNames } from './zone.ts';
import { zonesAbbreviated } from './zone-label.ts';

/** Cities that people type and that are not names of zones. */
const cities: Readonly<Record<string, string>> = {
  abuja: 'Africa/Lagos',
  ankara: 'Europe/Istanbul',
  barcelona: 'Europe/Madrid',
  beijing: 'Asia/Shanghai',
  bengaluru: 'Asia/Kolkata',
  bern: 'Europe/Zurich',
  boston: 'America/New_York',
  brasilia: 'America/Sao_Paulo',
  canberra: 'Australia/Sydney',
  delhi: 'Asia/Kolkata',
  edinburgh: 'Europe/London',
  geneva: 'Europe/Zurich',
  hamburg: 'Europe/Berlin',
  hanoi: 'Asia/Ho_Chi_Minh',
  houston: 'America/Chicago',
  islamabad: 'Asia/Karachi',
  miami: 'America/New_York',
  milan: 'Europe/Rome',
  montreal: 'America/Toronto',
  mumbai: 'Asia/Kolkata',
  munich: 'Europe/Berlin',
  'new delhi': 'Asia/Kolkata',
  ottawa: 'America/Toronto',
  philadelphia: 'America/New_York',
  rabat: 'Africa/Casablanca',
  'rio de janeiro': 'America/Sao_Paulo',
  'san francisco': 'America/Los_Angeles',
  seattle: 'America/Los_Angeles',
  'st petersburg': 'Europe/Moscow',
  'tel aviv': 'Asia/Jerusalem',
  washington: 'America/New_York',
  wellington: 'Pacific/Auckland',
};

const atMost = 5;

/**
 * Zones that somebody may have meant: by city (`Oslo`), former name (`kiev`), abbreviation (`EST`), part of a name
 * (`york`) or with a typing mistake (`Europe/Olso`). Likeliest first, at most five.
 */
export function suggestZones(typed: string): readonly string[] {
  const wanted = simplify(typed);
  if (wanted === '') return [];
  const exact = canonicalZone(typed);
  if (exact !== undefined) return [exact];
  const certain = [...zonesAbbreviated(wanted), ...named(wanted)];
  const found = certain.length > 0 ? certain : [...containing(wanted), ...near(wanted)];
  return [...new Set(found)].slice(0, atMost);
}

function named(wanted: string): readonly string[] {
  const place = lastPart(wanted);
  const former = formerNames().filter(([name]) => placeOf(name) === place);
  const present = allZones().filter((zone) => placeOf(zone) === place);
  const city = cities[place];
  return [...present, ...former.map(([, zone]) => zone), ...(city === undefined ? [] : [city])];
}

function containing(wanted: string): readonly string[] {
  return wanted.length < 3 ? [] : allZones().filter((zone) => simplify(zone).includes(wanted));
}

/** Zones whose name, present or former, or whose place is one typing mistake away, or two for longer words. */
function near(wanted: string): readonly string[] {
  const slips = wanted.length < 6 ? 1 : 2;
  const names = [...allZones().map((zone) => [zone, zone] as const), ...formerNames()];
  return names
    .map(([name, zone]) => ({ zone, slips: slipsTo(wanted, simplify(name)) }))
    .filter((candidate) => candidate.slips <= slips)
    .toSorted((a, b) => a.slips - b.slips)
    .map(({ zone }) => zone);
}

function slipsTo(wanted: string, name: string): number {
  return Math.min(slipsBetween(wanted, name), slipsBetween(wanted, lastPart(name)));
}

function placeOf(zone: string): string {
  return lastPart(simplify(zone));
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

function simplify(name: string): string {
  const letters = name.normalize('NFKD').replaceAll(/\p{M}/gu, '');
  return letters
    .toLowerCase()
    .replaceAll(/[_\s-]+/g, ' ')
    .replaceAll('.', '')
    .trim();
}
