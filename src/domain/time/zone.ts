/**
 * Zones that ICU still lists under a former name, with their name in the tz database today (tz database, file
 * `backward`).
 */
const renamed: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Catamarca': 'America/Argentina/Catamarca',
  'America/Coral_Harbour': 'America/Atikokan',
  'America/Cordoba': 'America/Argentina/Cordoba',
  'America/Godthab': 'America/Nuuk',
  'America/Indianapolis': 'America/Indiana/Indianapolis',
  'America/Jujuy': 'America/Argentina/Jujuy',
  'America/Louisville': 'America/Kentucky/Louisville',
  'America/Mendoza': 'America/Argentina/Mendoza',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
};

const areaAndPlace = /^(?!etc\/|systemv\/)[a-z]+(?:\/[a-z][a-z_-]*)+$/i;

/**
 * The proper spelling of an IANA time zone in any case: `europe/oslo` gives `Europe/Oslo`, `asia/calcutta` gives
 * `Asia/Kolkata`. Undefined for anything else, including offsets (`+03:00`) and abbreviations (`EST`), which do not
 * say when daylight saving begins. `UTC` is accepted.
 */
export function canonicalZone(name: string): string | undefined {
  const written = name.trim().replaceAll(' ', '_');
  if (/^(?:etc\/)?utc$/i.test(written)) return 'UTC';
  if (!areaAndPlace.test(written)) return undefined;
  const resolved = resolve(written);
  return resolved === undefined ? undefined : (renamed[resolved] ?? resolved);
}

/** Every zone under its present name, in alphabetical order. */
export function allZones(): readonly string[] {
  const listed = Intl.supportedValuesOf('timeZone').map((zone) => renamed[zone] ?? zone);
  return [...new Set(listed)].filter((zone) => areaAndPlace.test(zone)).toSorted();
}

/** The former names of zones: `Europe/Kiev` with `Europe/Kyiv`. */
export function formerNames(): readonly (readonly [former: string, present: string])[] {
  return Object.entries(renamed);
}

/** ICU's name for a zone, in any case and by any alias; undefined when ICU does not know it. */
function resolve(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    // Intl reports an unknown zone only by a RangeError.
    return undefined;
  }
}
