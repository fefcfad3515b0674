import type { PageCommand, PageFile, PageOption } from '../view.ts';
import { acts, type CommandAct, sentenceOf } from './acts.ts';
import { el } from './dom.ts';
import { openForm } from './form-dialog.ts';
import { createOptionField, type OptionField } from './option-field.ts';
import type { SeatHolder } from './seat.ts';

/** What {@link createComposer} needs. */
export interface ComposerDeps {
  readonly command: PageCommand;
  readonly seat: SeatHolder;
  /** Called when the command was sent or cancelled. */
  readonly done: () => void;
}

/**
 * A Discord command with a field for each option: the required ones from the start, the others when they are chosen.
 */
export interface Composer {
  readonly element: HTMLElement;
  focus(): void;
}

/** Sends the command when its form is submitted. A refusal is shown in the form, which stays open. */
export function createComposer({ command, seat, done }: ComposerDeps): Composer {
  const fields: OptionField[] = [];
  const list = el('div', { class: 'options' });
  const chips = el('div', { class: 'chips', attributes: { 'aria-label': 'More options', role: 'group' } });
  const trouble = el('p', { class: 'trouble', attributes: { role: 'alert' } });
  const send = el('button', { class: 'strong', text: 'Send', attributes: { type: 'submit' } });

  const act = (options: Readonly<Record<string, string>>): Omit<CommandAct, 'files'> => {
    const { role, placeId } = seat.now();
    return { role, placeId, line: command.name, options };
  };

  function add(option: PageOption): OptionField {
    const suggest = async (typed: string) => {
      const options = { ...filled(fields), [option.name]: typed };
      return (await acts.suggest({ ...act(options), focused: option.name })).choices;
    };
    const field = createOptionField(option, {
      suggest,
      ...(!option.isRequired && { remove: () => remove(field) }),
    });
    fields.push(field);
    list.append(field.element);
    return field;
  }

  function remove(field: OptionField): void {
    fields.splice(fields.indexOf(field), 1);
    field.element.remove();
    const back = chip(field.option);
    chips.append(back);
    back.focus();
  }

  function chip(option: PageOption): HTMLElement {
    const button = el('button', {
      text: option.name,
      attributes: { type: 'button', title: option.description, 'aria-label': `Add ${option.name}` },
      on: {
        click() {
          button.remove();
          add(option).focus();
        },
      },
    });
    return button;
  }

  async function submit(): Promise<void> {
    send.disabled = true;
    trouble.textContent = '';
    try {
      const result = await acts.command({ ...act(filled(fields)), files: await chosenFiles(fields) });
      done();
      openForm(result);
    } catch (error) {
      trouble.textContent = sentenceOf(error);
      send.disabled = false;
    }
  }

  for (const option of command.options) {
    if (option.isRequired) add(option);
    else chips.append(chip(option));
  }
  const element = composerElement({ command, list, chips, trouble, send, submit, done });
  return { element, focus: () => (fields[0] ?? { focus: () => send.focus() }).focus() };
}

function filled(fields: readonly OptionField[]): Record<string, string> {
  const given = fields.map((field) => [field.option.name, field.value()] as const);
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

async function chosenFiles(fields: readonly OptionField[]): Promise<Record<string, PageFile>> {
  const files: Record<string, PageFile> = {};
  for (const field of fields.filter(({ option }) => option.kind === 'image')) {
    const file = await field.file();
    if (file !== undefined) files[field.option.name] = file;
  }
  return files;
}

interface ComposerParts {
  readonly command: PageCommand;
  readonly list: HTMLElement;
  readonly chips: HTMLElement;
  readonly trouble: HTMLElement;
  readonly send: HTMLElement;
  readonly submit: () => Promise<void>;
  readonly done: () => void;
}

function composerElement({ command, list, chips, trouble, send, submit, done }: ComposerParts): HTMLElement {
  const cancel = el('button', { text: 'Cancel', attributes: { type: 'button' }, on: { click: done } });
  return el(
    'form',
    {
      class: 'composer',
      attributes: { 'aria-label': command.name },
      on: {
        submit(event) {
          event.preventDefault();
          void submit();
        },
        keydown(event) {
          if (event.key === 'Escape') done();
        },
      },
    },
    el('p', { class: 'command' }, el('b', { text: command.name }), el('span', { text: command.description })),
    list,
    chips,
    trouble,
    el('div', { class: 'ends' }, cancel, send),
  );
}
