import type { PagePlace } from '../view.ts';
import { announce } from './announcer.ts';
import { byId, el, icon, unseen } from './dom.ts';
import { createHands, type HandsDeps } from './hands.ts';
import { createLog, type LogWords } from './log.ts';
import type { Store } from './store.ts';

/** What {@link createPane} needs. */
export interface PaneDeps extends HandsDeps {
  readonly store: Store;
}

/** A pane that shows a place as everybody in it sees it. It can be switched to another place. */
export interface Pane {
  follow(placeId: string): void;
}

/** Fills the element with this id. Answers that only one person sees are shown in the conversation instead. */
export function createPane(deps: PaneDeps, id: string, words: LogWords): Pane {
  let place: PagePlace | undefined;
  let stop = () => {};
  const log = createLog(
    words,
    createHands(deps, () => place),
  );
  const title = el('div', { class: 'title' });
  const pin = el('div', { class: 'pinned' });
  const element = byId(id);
  element.append(title, pin, log.element);
  followLinks(element, log.goTo);

  function show(now: PagePlace): void {
    place = now;
    element.dataset['platform'] = now.platform;
    title.replaceChildren(...placeTitle(now));
    pin.replaceChildren(...pinLine(now, log.goTo));
    const messages = now.messages.filter(({ onlyFor }) => onlyFor === undefined);
    for (const added of log.show(now, messages)) announce(`${now.title}, ${added.author}: ${added.words}`);
  }

  return {
    follow(placeId) {
      stop();
      stop = deps.store.on(`place:${placeId}`, show);
    },
  };
}

/** The name of a place, as its app shows it. */
function placeTitle({ platform, title, about, kind }: PagePlace): readonly Node[] {
  const isDiscord = platform === 'discord';
  return [
    el('span', {
      class: 'sign',
      attributes: { 'aria-hidden': 'true' },
      text: isDiscord ? '#' : title.charAt(0),
    }),
    el(
      'div',
      {},
      el('b', { text: title }),
      el('span', { text: isDiscord ? `Discord · ${about}` : `Telegram ${kind} · ${about}` }),
    ),
  ];
}

/** The newest pin: a button that goes to the pinned message. */
function pinLine({ pinnedIds, messages }: PagePlace, goTo: (id: string) => void): readonly Node[] {
  const pinned = messages.find(({ id }) => id === pinnedIds[0]);
  if (pinned === undefined) return [];
  return [
    el(
      'button',
      {
        attributes: { type: 'button', title: 'Go to the pinned message' },
        on: { click: () => goTo(pinned.id) },
      },
      icon('pin'),
      unseen('Pinned: '),
      el('span', { text: pinned.words.slice(0, 140), attributes: { dir: 'auto' } }),
    ),
  ];
}

/** Makes links to posts of the same place scroll to them. */
export function followLinks(element: HTMLElement, goTo: (id: string) => void): void {
  element.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[data-post]') : null;
    if (!(link instanceof HTMLElement)) return;
    event.preventDefault();
    goTo(link.dataset['post'] ?? '');
  });
}
