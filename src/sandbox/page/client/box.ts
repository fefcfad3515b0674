import type { PageCommand, PageMessage, PageWorld } from '../view.ts';
import { acts, sentenceOf } from './acts.ts';
import { type Answering, type Attachment, createAnswering, createAttachment } from './box-extras.ts';
import { createComposer } from './composer.ts';
import { byId, el, icon, unseen } from './dom.ts';
import { openForm } from './form-dialog.ts';
import type { HandsDeps } from './hands.ts';
import { createPicker, type Pick } from './picker.ts';
import type { Seat } from './seat.ts';

/** How many of the matching commands are shown at most. */
const maxPicks = 30;

/** The elements of the box, for the functions below. */
interface Box extends HandsDeps {
  readonly line: HTMLTextAreaElement;
  readonly trouble: HTMLElement;
  readonly hint: HTMLElement;
  /** Where a command's options are filled in. */
  readonly room: HTMLElement;
  readonly attachment: Attachment;
  readonly answering: Answering;
}

/** What the rest of the page can do with the box. */
export interface CommandBox {
  /** Makes the next message a reply to this one. */
  reply(message: PageMessage): void;
}

/** The box below the conversation. On Discord it opens commands with their options; on Telegram it sends messages. */
export function createBox(deps: HandsDeps): CommandBox {
  const line = el('textarea', {
    attributes: { id: 'line', rows: '1', 'aria-describedby': 'hint', dir: 'auto' },
  });
  const picker = createPicker(line, 'Commands');
  const attachment = createAttachment();
  const answering = createAnswering();
  const parts: Box = {
    ...deps,
    line,
    attachment,
    answering,
    trouble: el('p', { class: 'trouble', attributes: { role: 'alert' } }),
    hint: el('p', { class: 'hint', attributes: { id: 'hint' } }),
    room: el('div', { class: 'room' }),
  };
  const send = el('button', { class: 'send', attributes: { type: 'submit' } }, icon('send'), unseen('Send'));
  const form = el(
    'form',
    { class: 'write' },
    attachment.element,
    el('label', { class: 'unseen', text: 'Message', attributes: { for: 'line' } }),
    line,
    send,
  );
  byId('box').append(
    picker.element,
    parts.room,
    parts.trouble,
    answering.element,
    attachment.chosen,
    form,
    parts.hint,
  );

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void sendLine(parts);
  });
  line.addEventListener('input', () => {
    picker.show(picksFor(parts));
    showHint(parts);
  });
  line.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  deps.seat.on((seat) => reset(parts, seat));
  return {
    reply(message) {
      answering.choose(message);
      line.focus();
    },
  };
}

function reset(box: Box, seat: Seat): void {
  const place = box.seat.places().find(({ placeId }) => placeId === seat.placeId)?.title ?? '';
  const isDiscord = seat.platform === 'discord';
  box.line.placeholder = isDiscord ? `Type / in ${place}` : `Message to ${place}`;
  box.attachment.element.hidden = isDiscord;
  box.room.replaceChildren();
  box.trouble.textContent = '';
  box.answering.take();
  showHint(box);
}

/** The commands that match what was typed so far. */
function picksFor(box: Box): readonly Pick[] {
  const typed = box.line.value;
  const { platform } = box.seat.now();
  const world = box.world();
  if (platform === 'telegram') {
    if (!/^\/\w*$/.test(typed)) return [];
    return fitting(world.menu, typed).map(({ name, description }) => ({
      label: name,
      about: description,
      pick: () => put(box, `${name} `),
    }));
  }
  if (!/^\/[\w ]*$/.test(typed)) return [];
  return fitting(world.commands, typed).map((command) => ({
    label: command.name,
    about: command.description,
    pick: () => compose(box, command),
  }));
}

function fitting<T extends { readonly name: string }>(commands: readonly T[], typed: string): readonly T[] {
  return commands.filter(({ name }) => name.startsWith(typed.trimEnd())).slice(0, maxPicks);
}

function put(box: Box, text: string): void {
  box.line.value = text;
  showHint(box);
}

function compose(box: Box, command: PageCommand): void {
  box.line.value = '';
  box.trouble.textContent = '';
  const done = () => {
    box.room.replaceChildren();
    box.line.focus();
  };
  const composer = createComposer({ command, seat: box.seat, done });
  box.room.replaceChildren(composer.element);
  composer.focus();
}

async function sendLine(box: Box): Promise<void> {
  const text = box.line.value.trim();
  const photo = await box.attachment.take();
  const replyTo = box.answering.take();
  if (text === '' && photo === undefined) return;
  box.trouble.textContent = '';
  box.line.value = '';
  showHint(box);
  try {
    await sendText(box.seat.now(), text, {
      ...(photo && { photo: photo.base64 }),
      ...(replyTo && { replyTo }),
    });
  } catch (error) {
    box.trouble.textContent = sentenceOf(error);
    if (box.line.value === '') put(box, text);
  }
}

/** What goes with a message on Telegram: a photo in base64, and the message that it replies to. */
interface Along {
  readonly photo?: string;
  readonly replyTo?: string;
}

async function sendText({ platform, role, placeId }: Seat, text: string, along: Along): Promise<void> {
  if (platform === 'telegram') {
    await acts.say({ role, placeId, text, ...along });
  } else if (text.startsWith('/')) {
    openForm(await acts.command({ role, placeId, line: text, options: {}, files: {} }));
  } else throw new Error('On Discord, Dateline takes slash commands: begin with “/”.');
}

/** On Telegram, shows the names of the command's options, since its apps do not. */
function showHint({ line, hint, seat, world }: Box): void {
  const { platform } = seat.now();
  if (platform === 'discord') {
    hint.textContent = 'Choose with the arrow keys and Enter; Escape closes the list.';
    return;
  }
  const command = typedCommand(world(), line.value);
  const names = command?.options
    .map(({ name, isRequired }) => (isRequired ? `${name}:` : `${name}?:`))
    .join(' ');
  hint.textContent = names
    ? `Options, on the first line: ${names}. The text goes on the lines below (Shift+Enter).`
    : 'Shift+Enter begins a new line. A photo with a command as its caption is an update with an image.';
}

function typedCommand(world: PageWorld, typed: string): PageCommand | undefined {
  return world.commands.findLast(({ name }) => typed.startsWith(name));
}
