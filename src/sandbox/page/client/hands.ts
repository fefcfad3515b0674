import type { PageMessage, PagePlace, PageWorld } from '../view.ts';
import { acts, sentenceOf } from './acts.ts';
import { toast } from './announcer.ts';
import { openForm } from './form-dialog.ts';
import { type MessageHands, startWord } from './message.ts';
import type { SeatHolder } from './seat.ts';

/** What {@link createHands} needs. */
export interface HandsDeps {
  readonly seat: SeatHolder;
  readonly world: () => PageWorld;
}

/** What the person at the page can do with the messages of a place. */
export function createHands(
  { seat, world }: HandsDeps,
  place: () => PagePlace | undefined,
): Omit<MessageHands, 'goTo'> {
  const doing = () => ({ role: seat.now().role, placeId: place()?.id ?? '' });

  async function press(message: PageMessage, label: string, token: string): Promise<void> {
    const act = { ...doing(), messageId: message.id, token };
    if (place()?.platform === 'discord') return openForm(await acts.pressDiscord({ ...act, label }));
    const { text } = await acts.pressTelegram(act);
    if (text !== '') toast(text);
  }

  /** Opens the private chat with the bot and sends the word, as Telegram's app does for such a link. */
  async function start(word: string): Promise<void> {
    seat.choose({ platform: 'telegram' });
    const { role, placeId } = seat.now();
    await acts.say({ role, placeId, text: `/start ${word}` });
  }

  return {
    menu: () => world().messageCommands,
    press: (message, { label, token, address = '' }) => {
      const word = startWord(address);
      if (token !== undefined) void press(message, label, token).catch(tell);
      else if (word !== undefined) void start(word).catch(tell);
    },
    choose: (message, name) => {
      void acts
        .menu({ ...doing(), messageId: message.id, name })
        .then(openForm)
        .catch(tell);
    },
  };
}

function tell(error: unknown): void {
  toast(sentenceOf(error), 'trouble');
}
