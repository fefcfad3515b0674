import type { PageMessage, PagePlace } from '../view.ts';
import { el } from './dom.ts';
import { type MessageHands, messageElement } from './message.ts';

/** The list of messages of a place. */
export interface MessageLog {
  readonly element: HTMLElement;
  /** Shows these messages and returns the ones that are new since the last call; none at the first call. */
  show(place: PagePlace, messages: readonly PageMessage[]): readonly PageMessage[];
  goTo(messageId: string): void;
}

interface Shown {
  readonly json: string;
  readonly element: HTMLElement;
}

/** Someone who has scrolled this near to the end is kept at the end when messages come. */
const nearEndPx = 80;

/** The texts of a list itself, apart from its messages. */
export interface LogWords {
  /** What a screen reader calls it. */
  readonly label: string;
  /** What it shows as long as there are no messages. */
  readonly empty: string;
}

/** Starts empty. */
export function createLog({ label, empty }: LogWords, hands: Omit<MessageHands, 'goTo'>): MessageLog {
  const list = el('ol', { class: 'messages' });
  const nothing = el('p', { class: 'empty', text: empty });
  const element = el(
    'div',
    { class: 'log', attributes: { tabindex: '0', role: 'region', 'aria-label': label } },
    nothing,
    list,
  );
  let shown = new Map<string, Shown>();
  let placeId: string | undefined;
  let isFollowing = true;

  function follow(): void {
    if (isFollowing) element.scrollTop = element.scrollHeight;
  }
  element.addEventListener('scroll', () => {
    isFollowing = element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx;
  });
  // The list may have been hidden behind another tab of a narrow screen.
  new ResizeObserver(follow).observe(element);

  function goTo(messageId: string): void {
    const found = shown.get(messageId)?.element;
    if (found === undefined) return;
    found.scrollIntoView({ block: 'center' });
    found.classList.remove('found');
    // Reading the width restarts the animation of a highlight that is still running.
    void found.offsetWidth;
    found.classList.add('found');
  }

  function elementOf(message: PageMessage, place: PagePlace, json: string): HTMLElement {
    const before = shown.get(message.id);
    if (before?.json === json) return before.element;
    const find = (id: string) => place.messages.find((one) => one.id === id);
    const made = messageElement(message, {
      platform: place.platform,
      kind: place.kind,
      find,
      hands: { ...hands, goTo },
    });
    if (before === undefined && placeId === place.id) made.classList.add('fresh');
    else if (before !== undefined) replace(before.element, made);
    return made;
  }

  return {
    element,
    goTo,
    show(place, messages) {
      const isSame = placeId === place.id;
      if (!isSame) shown = new Map();
      const now = messages.map((message) => {
        const json = JSON.stringify(message);
        return [message.id, { json, element: elementOf(message, place, json) }] as const;
      });
      const added = isSame ? messages.filter(({ id }) => !shown.has(id)) : [];
      shown = new Map(now);
      placeId = place.id;
      nothing.hidden = messages.length > 0;
      list.hidden = messages.length === 0;
      arrange(
        list,
        now.map(([, one]) => one.element),
      );
      isFollowing ||= !isSame;
      follow();
      return added;
    },
  };
}

/** Puts the elements in order and removes all others. Those already in place are not touched. */
function arrange(list: HTMLElement, wanted: readonly HTMLElement[]): void {
  const keep = new Set<Element>(wanted);
  for (const child of Array.from(list.children)) if (!keep.has(child)) child.remove();
  wanted.forEach((element, index) => {
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
  });
}

/** Replaces an element. If the focus was on one of its buttons, it goes to the same button of the new element. */
function replace(before: HTMLElement, after: HTMLElement): void {
  const focused = before.contains(document.activeElement) ? document.activeElement?.textContent : undefined;
  before.replaceWith(after);
  if (focused === undefined) return;
  const buttons = [...after.querySelectorAll<HTMLElement>('button, a, summary')];
  buttons.find((one) => one.textContent === focused)?.focus({ preventScroll: true });
}
