import type { Story } from './story.ts';
import type { Instant } from './time/instant.ts';

/** One bullet of a story's key developments. */
export interface KeyDevelopment {
  /** One line of about ten words, present tense. */
  readonly text: string;
  /** The number of the entry that it points at. */
  readonly entry: number;
}

/** The greatest number of bullets that a story shows. */
export const maxKeyDevelopments = 5;

/** The bullets after a change, or why nothing was changed. */
export type KeyDevelopmentChange =
  | { readonly kind: 'changed'; readonly bullets: readonly KeyDevelopment[] }
  /** There are {@link maxKeyDevelopments} bullets already. */
  | { readonly kind: 'full' }
  /** The entry has a bullet already; `number` is its place, counted from 1. */
  | { readonly kind: 'listed'; readonly number: number }
  /** No bullet has that number. */
  | { readonly kind: 'missing'; readonly number: number };

/** Puts a new bullet on top. An entry has one bullet at most, a story {@link maxKeyDevelopments}. */
export function addKeyDevelopment(
  bullets: readonly KeyDevelopment[],
  bullet: KeyDevelopment,
): KeyDevelopmentChange {
  const place = bullets.findIndex(({ entry }) => entry === bullet.entry);
  if (place >= 0) return { kind: 'listed', number: place + 1 };
  if (bullets.length >= maxKeyDevelopments) return { kind: 'full' };
  return { kind: 'changed', bullets: [bullet, ...bullets] };
}

/** Takes out the bullet with that number, counted from 1. */
export function removeKeyDevelopment(
  bullets: readonly KeyDevelopment[],
  number: number,
): KeyDevelopmentChange {
  if (bullets[number - 1] === undefined) return { kind: 'missing', number };
  return { kind: 'changed', bullets: bullets.toSpliced(number - 1, 1) };
}

/** Moves the bullet with that number to another place, both counted from 1; the others keep their order. */
export function moveKeyDevelopment(
  bullets: readonly KeyDevelopment[],
  number: number,
  to: number,
): KeyDevelopmentChange {
  const bullet = bullets[number - 1];
  if (bullet === undefined) return { kind: 'missing', number };
  if (bullets[to - 1] === undefined) return { kind: 'missing', number: to };
  return { kind: 'changed', bullets: bullets.toSpliced(number - 1, 1).toSpliced(to - 1, 0, bullet) };
}

/** The bullets without those of this entry: what is left when it is held or killed. */
export function withoutEntry(bullets: readonly KeyDevelopment[], entry: number): readonly KeyDevelopment[] {
  return bullets.filter((bullet) => bullet.entry !== entry);
}

/** The story without an entry's bullet, changed at `now`; the same story when there is no such bullet. */
export function droppedBullet(story: Story, entry: number, now: Instant): Story {
  const keyDevelopments = withoutEntry(story.keyDevelopments, entry);
  if (keyDevelopments.length === story.keyDevelopments.length) return story;
  return { ...story, keyDevelopments, keyDevelopmentsAt: now };
}
