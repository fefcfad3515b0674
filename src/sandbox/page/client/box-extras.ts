import type { PageFile, PageMessage } from '../view.ts';
import { el, icon, unseen } from './dom.ts';
import { readFile } from './files.ts';

/** A photo to send with the next message. */
export interface Attachment {
  readonly element: HTMLElement;
  readonly chosen: HTMLElement;
  /** Gives the photo and removes it from the box. */
  take(): Promise<PageFile | undefined>;
}

/** Starts without a photo. */
export function createAttachment(): Attachment {
  const input = el('input', {
    class: 'unseen',
    attributes: { type: 'file', accept: 'image/*', id: 'photo' },
    on: { change: () => show() },
  });
  const chosen = el('p', { class: 'chosen', attributes: { role: 'status' } });
  const show = () => {
    chosen.textContent = input.files?.[0] === undefined ? '' : `Photo: ${input.files[0].name}`;
  };
  const label = el(
    'label',
    { class: 'attach', attributes: { for: 'photo', title: 'Attach a photo' } },
    icon('clip'),
    unseen('Attach a photo'),
  );
  return {
    element: el('span', { class: 'attachment' }, input, label),
    chosen,
    async take() {
      const file = input.files?.[0];
      input.value = '';
      show();
      return file && readFile(file);
    },
  };
}

/** The Telegram message that the next one replies to. */
export interface Answering {
  readonly element: HTMLElement;
  choose(message: PageMessage): void;
  /** Gives the id and forgets it. */
  take(): string | undefined;
}

/** Starts without one. */
export function createAnswering(): Answering {
  const words = el('span');
  let id: string | undefined;
  const take = () => {
    const taken = id;
    id = undefined;
    element.hidden = true;
    return taken;
  };
  const stop = el(
    'button',
    { attributes: { type: 'button', title: 'Answer nothing' }, on: { click: () => void take() } },
    icon('close'),
    unseen('Answer nothing'),
  );
  const element = el('div', { class: 'answering', attributes: { hidden: '' } }, icon('reply'), words, stop);
  return {
    element,
    take,
    choose(message) {
      id = message.id;
      words.textContent = `Reply to ${message.author}: ${message.words.slice(0, 80)}`;
      element.hidden = false;
    },
  };
}
