import type { PageMessage, PagePlace } from '../view.ts';
import { announce } from './announcer.ts';
import { byId } from './dom.ts';
import { createHands } from './hands.ts';
import { createLog } from './log.ts';
import { followLinks, type PaneDeps } from './pane.ts';
import type { Seat } from './seat.ts';

const words = {
  label: 'What you and the bot say',
  empty:
    'Type / to see what the bot can do: /update publishes, /digest sums up, /help explains. Its answers will show here.',
};

/** Shows the place where the person at the command box is, including the answers that only this person sees. */
export function createConversation(deps: PaneDeps, reply: (message: PageMessage) => void): void {
  let place: PagePlace | undefined;
  let stop = () => {};
  const element = byId('conversation');
  const log = createLog(words, { ...createHands(deps, () => place), reply });
  element.append(log.element);
  followLinks(element, log.goTo);

  function show(now: PagePlace, { role }: Seat): void {
    place = now;
    element.dataset['platform'] = now.platform;
    const seen = now.messages.filter(({ onlyFor }) => onlyFor === undefined || onlyFor === role);
    const added = log.show(now, seen);
    for (const message of added) if (isAnswer(message, now)) announce(`${message.author}: ${message.words}`);
  }

  deps.seat.on((seat) => {
    stop();
    stop = deps.store.on(`place:${seat.placeId}`, (now) => show(now, seat));
  });
}

/** Only answers are announced here: a message that is also in a pane is announced there. */
function isAnswer({ onlyFor, by }: PageMessage, { kind }: PagePlace): boolean {
  return onlyFor !== undefined || (kind === 'private' && by === 'bot');
}
