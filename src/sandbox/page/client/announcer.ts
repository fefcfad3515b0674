import { byId } from './dom.ts';

/** How much of a message is read out; who wants the rest goes there. */
const spokenLength = 240;

/** Tells a screen reader what has happened, without moving anybody's focus. */
export function announce(words: string): void {
  const line = document.createElement('p');
  line.textContent = words.length > spokenLength ? `${words.slice(0, spokenLength)}…` : words;
  const news = byId('news');
  news.append(line);
  // What was said long ago is no news.
  while (news.childElementCount > 20) news.firstElementChild?.remove();
}

/** Shows a sentence for a moment, as apps do for what went wrong or what a button said; it is read out too. */
export function toast(words: string, kind: 'plain' | 'trouble' = 'plain'): void {
  const shown = document.createElement('p');
  shown.className = `toast ${kind}`;
  shown.textContent = words;
  byId('toasts').append(shown);
  setTimeout(() => shown.remove(), 7_000);
}
