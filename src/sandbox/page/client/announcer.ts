import { byId } from './dom.ts';

/** How much of a message is read out. The rest can be read at the message itself. */
const spokenLength = 240;

/** Tells a screen reader what happened, without moving the focus. */
export function announce(words: string): void {
  const line = document.createElement('p');
  line.textContent = words.length > spokenLength ? `${words.slice(0, spokenLength)}…` : words;
  const news = byId('news');
  news.append(line);
  // An old announcement should not be found again later.
  while (news.childElementCount > 20) news.firstElementChild?.remove();
}

/** Shows a sentence for a moment, as apps do, and has it read out. */
export function toast(words: string, kind: 'plain' | 'trouble' = 'plain'): void {
  const shown = document.createElement('p');
  shown.className = `toast ${kind}`;
  shown.textContent = words;
  byId('toasts').append(shown);
  setTimeout(() => shown.remove(), 7_000);
}
