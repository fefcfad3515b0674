import type { Instant } from '../domain/time/instant.ts';
import { localTime, utcOf } from '../domain/time/local-time.ts';

/** A moment with its offset in a zone: `2026-02-26T13:09:00+01:00`. Throws a RangeError for an unknown zone. */
export function isoTime(at: Instant, zone: string): string {
  const wall = utcOf(localTime(at, zone));
  const minutes = Math.round((wall - at) / 60_000);
  return new Date(wall).toISOString().slice(0, 19) + offset(minutes);
}

function offset(minutes: number): string {
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `${minutes < 0 ? '-' : '+'}${String(hours).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}
