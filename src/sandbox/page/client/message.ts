import type { PageButton, PageMessage, PagePlace, PagePlatform } from '../view.ts';
import { el, icon, unseen } from './dom.ts';
import { richText, timeElement } from './rich.ts';

/** What a person can do with a message. */
export interface MessageHands {
  press(message: PageMessage, button: PageButton): void;
  /** The commands of a message's own menu. */
  readonly menu: () => readonly string[];
  choose(message: PageMessage, command: string): void;
  goTo(messageId: string): void;
  /** Begins a reply on Telegram; absent where the person at the page cannot write. */
  reply?(message: PageMessage): void;
}

/** The place of a message. */
export interface MessagePlace {
  readonly platform: PagePlatform;
  readonly kind: PagePlace['kind'];
  /** The message that another one replies to; undefined when it was deleted. */
  find(id: string): PageMessage | undefined;
  readonly hands: MessageHands;
}

/** A message as its platform's app shows it. */
export function messageElement(message: PageMessage, place: MessagePlace): HTMLElement {
  if (message.kind === 'service') {
    return el('li', { class: 'service' }, el('span', {}, ...richText(message.blocks)));
  }
  const parts = place.platform === 'discord' ? discordParts(message, place) : telegramParts(message, place);
  return el(
    'li',
    { class: messageClass(message, place) },
    el(
      'article',
      { attributes: { 'aria-label': `${message.author}, ${message.words.slice(0, 60)}` } },
      ...parts,
    ),
  );
}

/** In a private chat, a person's message is shown as one's own; in a group, as somebody's. */
function messageClass({ by, onlyFor }: PageMessage, { kind }: MessagePlace): string {
  return [
    'message',
    by,
    ...(onlyFor === undefined ? [] : ['own']),
    ...(by === 'person' && kind === 'private' ? ['mine'] : []),
  ].join(' ');
}

type Parts = readonly (HTMLElement | undefined)[];

function discordParts(message: PageMessage, place: MessagePlace): Parts {
  const { author, by, sentAt, answers, onlyFor } = message;
  return [
    answers && el('p', { class: 'context', text: `${answers.who} used ${answers.what}` }),
    replyLine(message, place),
    el('span', { class: `avatar ${by}`, text: initials(author), attributes: { 'aria-hidden': 'true' } }),
    el(
      'header',
      {},
      el('b', { class: 'author', text: author }),
      by === 'bot' ? el('span', { class: 'tag', text: 'APP' }) : undefined,
      timeElement(sentAt, 't'),
      ...marks(message),
      onlyFor === undefined ? menuButton(message, place.hands) : undefined,
    ),
    ...contents(message, place.hands),
    onlyFor && el('p', { class: 'context below', text: 'Only you can see this' }),
  ];
}

function telegramParts(message: PageMessage, place: MessagePlace): Parts {
  const { author, sentAt } = message;
  const [pictures, body, buttons] = contents(message, place.hands);
  return [
    el(
      'div',
      { class: 'bubble' },
      message.by === 'person' && place.kind === 'private'
        ? undefined
        : el('b', { class: 'author', text: author }),
      replyLine(message, place),
      pictures,
      body,
      el('footer', {}, replyButton(message, place.hands), ...marks(message), timeElement(sentAt, 't')),
    ),
    buttons,
  ];
}

function contents(message: PageMessage, hands: MessageHands): Parts {
  const { pictures, blocks, buttons, isThinking } = message;
  const words = isThinking
    ? [el('p', { class: 'thinking', text: 'Dateline is thinking …' })]
    : richText(blocks);
  return [
    pictures.length === 0 ? undefined : el('div', { class: 'pictures' }, ...pictures.map(pictureElement)),
    el('div', { class: 'body' }, ...words),
    buttons.length === 0
      ? undefined
      : el('div', { class: 'buttons' }, ...buttons.map((row) => buttonRow(row, message, hands))),
  ];
}

function pictureElement({ url, description, width, height }: PageMessage['pictures'][number]): HTMLElement {
  const size = { width: String(width), height: String(height) };
  return el('img', { attributes: { src: url, alt: description, loading: 'lazy', ...(width > 0 && size) } });
}

function buttonRow(row: readonly PageButton[], message: PageMessage, hands: MessageHands): HTMLElement {
  return el(
    'div',
    { class: 'row' },
    ...row.map((button) => {
      const { label, address, isDisabled } = button;
      if (address !== undefined && startWord(address) === undefined) {
        const attributes = { href: address, target: '_blank', rel: 'noreferrer' };
        return el('a', { class: 'press', text: label, attributes }, icon('out'));
      }
      const attributes = { type: 'button', disabled: isDisabled ? '' : undefined };
      return el('button', {
        class: 'press',
        text: label,
        attributes,
        on: { click: () => hands.press(message, button) },
      });
    }),
  );
}

/**
 * The word that a link to a private chat with the bot carries (Telegram, "Deep links"); undefined for other
 * addresses.
 */
export function startWord(address: string): string | undefined {
  return /^https:\/\/t\.me\/\w+\?start=([\w-]+)$/.exec(address)?.[1];
}

/** Marks for pinned, silent and edited messages. */
function marks({ isPinned, isSilent, editedAt }: PageMessage): readonly HTMLElement[] {
  return [
    ...(isPinned ? [mark('pin', 'pinned')] : []),
    ...(isSilent ? [mark('silent', 'came without a sound')] : []),
    ...(editedAt === undefined ? [] : [el('span', { class: 'edited', text: 'edited' })]),
  ];
}

function mark(drawing: string, words: string): HTMLElement {
  return el('span', { class: 'mark', attributes: { title: words } }, icon(drawing), unseen(words));
}

function replyLine(message: PageMessage, { find, hands }: MessagePlace): HTMLElement | undefined {
  const { replyToId } = message;
  if (replyToId === undefined) return undefined;
  const answered = find(replyToId);
  if (answered === undefined) return el('p', { class: 'reply', text: 'Reply to a message that is gone' });
  return el(
    'button',
    {
      class: 'reply',
      attributes: { type: 'button', title: 'Go to the message that this answers' },
      on: { click: () => hands.goTo(replyToId) },
    },
    unseen('Reply to '),
    el('b', { text: answered.author }),
    el('span', { text: answered.words.slice(0, 120) || 'Picture', attributes: { dir: 'auto' } }),
  );
}

function replyButton(message: PageMessage, { reply }: MessageHands): HTMLElement | undefined {
  if (reply === undefined) return undefined;
  const attributes = { type: 'button', title: 'Reply' };
  return el(
    'button',
    { class: 'answer', attributes, on: { click: () => reply(message) } },
    icon('reply'),
    unseen('Reply'),
  );
}

/** The menu of a Discord message, if the bot has commands for it. */
function menuButton(message: PageMessage, hands: MessageHands): HTMLElement | undefined {
  if (message.by !== 'bot' || hands.menu().length === 0) return undefined;
  const list = el(
    'div',
    { class: 'menu' },
    ...hands
      .menu()
      .map((command) =>
        el('button', { text: command, attributes: { type: 'button' }, on: { click: () => choose(command) } }),
      ),
  );
  const menu = el(
    'details',
    { class: 'more' },
    el('summary', { attributes: { title: 'Apps' } }, icon('more'), unseen('Commands for this message')),
    list,
  );
  function choose(command: string): void {
    menu.open = false;
    hands.choose(message, command);
  }
  return menu;
}

/** Two letters in place of a picture of the person. */
export function initials(name: string): string {
  const [first = '', second = ''] = name.split(' ');
  return `${first.charAt(0)}${second.charAt(0)}`;
}
