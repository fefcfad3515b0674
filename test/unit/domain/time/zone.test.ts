import { describe, expect, it } from 'vitest';
import { allZones, canonicalZone } from '../../../../src/domain/time/zone.ts';
import { placeLabel, zoneLabel, zoneWords } from '../../../../src/domain/time/zone-label.ts';
import { suggestZones } from '../../../../src/domain/time/zone-suggestion.ts';
import { arabicPlaces } from '../../../../src/domain/words/arabic-places.ts';
import { polishPlaces } from '../../../../src/domain/words/polish-places.ts';

const winter = Date.UTC(2026, 1, 26, 12);
const summer = Date.UTC(2026, 6, 1, 12);

describe('canonicalZone', () => {
  it.each([
    ['Europe/Oslo', 'Europe/Oslo'],
    ['europe/oslo', 'Europe/Oslo'],
    [' EUROPE/OSLO ', 'Europe/Oslo'],
    ['america/new york', 'America/New_York'],
    ['america/argentina/buenos_aires', 'America/Argentina/Buenos_Aires'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['asia/kolkata', 'Asia/Kolkata'],
    ['Asia/Kathmandu', 'Asia/Kathmandu'],
    ['Europe/Kyiv', 'Europe/Kyiv'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['australia/lord_howe', 'Australia/Lord_Howe'],
    ['utc', 'UTC'],
    ['Etc/UTC', 'UTC'],
  ])('%s is %s', (written, zone) => {
    expect(canonicalZone(written)).toBe(zone);
  });

  it.each([
    '+03:00',
    '-0500',
    'UTC+3',
    'GMT+3',
    'Etc/GMT+3',
    'EST',
    'EST5EDT',
    'CET',
    'IST',
    'Oslo',
    'Europe/Lindhavn',
    'Europe/',
    '/',
    '',
  ])('refuses “%s”', (written) => {
    expect(canonicalZone(written)).toBeUndefined();
  });

  it('gives every listed zone back as it is', () => {
    const zones = allZones();
    expect(zones.length).toBeGreaterThan(400);
    expect(zones.filter((zone) => canonicalZone(zone.toLowerCase()) !== zone)).toEqual([]);
  });
});

describe('zoneLabel', () => {
  it.each([
    ['America/New_York', 'EST', 'EDT'],
    ['America/Phoenix', 'MST', 'MST'],
    ['America/St_Johns', 'NST', 'NDT'],
    ['Europe/London', 'GMT', 'BST'],
    ['Europe/Paris', 'CET', 'CEST'],
    ['Australia/Sydney', 'AEDT', 'AEST'],
    ['Australia/Adelaide', 'ACDT', 'ACST'],
    ['Asia/Kolkata', 'IST', 'IST'],
    ['UTC', 'UTC', 'UTC'],
    ['Europe/Kyiv', 'Kyiv time', 'Kyiv time'],
    ['Europe/Istanbul', 'Istanbul time', 'Istanbul time'],
    ['Europe/Oslo', 'Oslo time', 'Oslo time'],
    ['America/Sao_Paulo', 'Sao Paulo time', 'Sao Paulo time'],
    ['America/Argentina/Buenos_Aires', 'Buenos Aires time', 'Buenos Aires time'],
    ['Asia/Kathmandu', 'Kathmandu time', 'Kathmandu time'],
    ['Australia/Lord_Howe', 'Lord Howe time', 'Lord Howe time'],
    ['Pacific/Apia', 'Apia time', 'Apia time'],
    ['Africa/Casablanca', 'Casablanca time', 'Casablanca time'],
    ['Asia/Shanghai', 'Beijing time', 'Beijing time'],
  ])('%s is %s in February and %s in July', (zone, inFebruary, inJuly) => {
    expect(zoneLabel(zone, winter)).toBe(inFebruary);
    expect(zoneLabel(zone, summer)).toBe(inJuly);
  });

  it('changes in the very minute in which daylight saving begins', () => {
    expect(zoneLabel('America/New_York', Date.UTC(2026, 2, 8, 6, 59, 59, 999))).toBe('EST');
    expect(zoneLabel('America/New_York', Date.UTC(2026, 2, 8, 7))).toBe('EDT');
  });

  it('uses an abbreviation only for the offset that it stands for: London kept summer time in the winter of 1970', () => {
    expect(zoneLabel('Europe/London', Date.UTC(1970, 0, 15))).toBe('BST');
    expect(zoneLabel('Asia/Kolkata', Date.UTC(1943, 5, 1))).toBe('Kolkata time');
  });

  it('lets the story’s own label win', () => {
    expect(zoneLabel('America/New_York', winter, 'Boston time')).toBe('Boston time');
  });

  it('never shows an offset', () => {
    expect(allZones().filter((zone) => /\d|GMT[+-]|_|\//.test(zoneLabel(zone, winter)))).toEqual([]);
  });

  it('names a place whatever the season', () => {
    expect(placeLabel('America/New_York')).toBe('New York time');
    expect(placeLabel('UTC')).toBe('UTC');
  });
});

describe('suggestZones', () => {
  it.each([
    ['kiev', 'Europe/Kyiv'],
    ['Oslo', 'Europe/Oslo'],
    ['europe/olso', 'Europe/Oslo'],
    ['istambul', 'Europe/Istanbul'],
    ['Asia/Calcuta', 'Asia/Kolkata'],
    ['São Paulo', 'America/Sao_Paulo'],
    ['new york', 'America/New_York'],
    ['york', 'America/New_York'],
    ['Mumbai', 'Asia/Kolkata'],
    ['St. Johns', 'America/St_Johns'],
    ['EST', 'America/New_York'],
    ['bst', 'Europe/London'],
    ['europe/oslo', 'Europe/Oslo'],
  ])('%s: %s first', (typed, zone) => {
    expect(suggestZones(typed)[0]).toBe(zone);
  });

  it('has nothing to say where nothing is near', () => {
    expect(suggestZones('xyzzy')).toEqual([]);
    expect(suggestZones('+03:00')).toEqual([]);
    expect(suggestZones(' ')).toEqual([]);
  });

  it('suggests five zones at most, each once, and all of them valid', () => {
    const many = suggestZones('america');
    expect(many).toHaveLength(5);
    expect(new Set(many).size).toBe(5);
    expect(many.filter((zone) => canonicalZone(zone) === undefined)).toEqual([]);
  });
});

describe('zones in other languages', () => {
  it.each([
    ['Europe/Kyiv', 'czas: Kijów', 'بتوقيت كييف'],
    ['Europe/Oslo', 'czas: Oslo', 'بتوقيت أوسلو'],
    ['America/New_York', 'czas: Nowy Jork', 'بتوقيت نيويورك'],
    ['Europe/London', 'czas: Londyn', 'بتوقيت لندن'],
    ['America/St_Johns', "czas: St. John's", "بتوقيت St. John's"],
    ['UTC', 'UTC', 'UTC'],
  ])('%s is %s and %s, in every season', (zone, polish, arabic) => {
    expect([winter, summer].map((at) => zoneWords({ zone }, at, 'pl'))).toEqual([polish, polish]);
    expect([winter, summer].map((at) => zoneWords({ zone }, at, 'ar'))).toEqual([arabic, arabic]);
  });

  it('let the story’s own label win', () => {
    expect(zoneWords({ zone: 'Europe/Kyiv', label: 'czas kijowski' }, winter, 'pl')).toBe('czas kijowski');
  });

  it('name places of zones that there are', () => {
    const named = [...Object.keys(polishPlaces), ...Object.keys(arabicPlaces)];
    expect(named.filter((zone) => canonicalZone(zone) !== zone)).toEqual([]);
  });
});
