import type { PageField, PageForm } from '../view.ts';
import { acts, type DiscordResult, sentenceOf } from './acts.ts';
import { el, newId } from './dom.ts';

/** Shows the form if the bot opened one, above everything else as Discord does, until it is sent or cancelled. */
export function openForm({ form }: DiscordResult): void {
  if (form === undefined) return;
  const dialog = formDialog(form);
  document.body.append(dialog);
  dialog.addEventListener('close', () => dialog.remove());
  dialog.showModal();
}

function formDialog(form: PageForm): HTMLDialogElement {
  const titleId = newId('form');
  const trouble = el('p', { class: 'trouble', attributes: { role: 'alert' } });
  const fields = form.fields.map((field) => ({ field, input: fieldInput(field) }));
  const send = el('button', { class: 'strong', text: 'Submit', attributes: { type: 'submit' } });

  async function submit(): Promise<void> {
    send.disabled = true;
    trouble.textContent = '';
    try {
      const values = Object.fromEntries(fields.map(({ field, input }) => [field.id, input.value]));
      const result = await acts.form(form.useId, values);
      dialog.close();
      openForm(result);
    } catch (error) {
      trouble.textContent = sentenceOf(error);
      send.disabled = false;
    }
  }

  const cancel = el('button', {
    text: 'Cancel',
    attributes: { type: 'button' },
    on: { click: () => dialog.close() },
  });
  const dialog = el(
    'dialog',
    { class: 'form', attributes: { 'aria-labelledby': titleId } },
    el('h2', { text: form.title, attributes: { id: titleId } }),
    el(
      'form',
      {
        on: {
          submit(event) {
            event.preventDefault();
            void submit();
          },
        },
      },
      ...fields.map(({ field, input }) => labelled(field, input)),
      trouble,
      el('div', { class: 'ends' }, cancel, send),
    ),
  );
  return dialog;
}

type Input = HTMLInputElement | HTMLTextAreaElement;

function fieldInput({ value, isRequired, isLong, minLength, maxLength }: PageField): Input {
  const attributes = {
    required: isRequired ? '' : undefined,
    minlength: String(minLength),
    maxlength: String(maxLength),
  };
  const input = isLong
    ? el('textarea', { attributes: { ...attributes, rows: '8' } })
    : el('input', { attributes });
  input.value = value;
  return input;
}

function labelled({ label, isRequired }: PageField, input: Input): HTMLElement {
  const mark = isRequired
    ? el('span', { class: 'must', text: ' *', attributes: { 'aria-hidden': 'true' } })
    : undefined;
  return el('label', {}, el('span', { text: label }, mark), input);
}
