import type { PageFile, PageOption } from '../view.ts';
import { el, icon, newId, unseen } from './dom.ts';
import { readFile } from './files.ts';
import { createPicker } from './picker.ts';

/** A field for one option of a command. */
export interface OptionField {
  readonly option: PageOption;
  readonly element: HTMLElement;
  value(): string;
  /** The chosen file of an image option. */
  file(): Promise<PageFile | undefined>;
  focus(): void;
}

/** Asks the bot for suggestions. */
export type Suggest = (
  typed: string,
) => Promise<readonly { readonly label: string; readonly value: string }[]>;

/** What {@link createOptionField} needs. */
export interface OptionFieldDeps {
  readonly suggest: Suggest;
  /** Removes the field; absent for a required option. */
  readonly remove?: () => void;
}

/** How long to wait after the last keystroke before asking the bot. */
const pauseMs = 120;

type Control = HTMLInputElement | HTMLSelectElement;

/** Makes the control that Discord would show for the option's type. */
export function createOptionField(option: PageOption, { suggest, remove }: OptionFieldDeps): OptionField {
  const id = newId('option');
  const control = controlFor(option);
  control.id = id;
  control.setAttribute('aria-describedby', `${id}-about`);
  if (option.isRequired) control.setAttribute('aria-required', 'true');
  const suggestions =
    option.kind === 'suggested' && control instanceof HTMLInputElement
      ? suggesting(control, suggest)
      : undefined;
  const element = el(
    'div',
    { class: 'option' },
    el('label', { text: option.name, attributes: { for: id } }),
    control,
    remove && removeButton(option.name, remove),
    el('span', { class: 'about', text: option.description, attributes: { id: `${id}-about` } }),
    suggestions,
  );
  return {
    option,
    element,
    value: () => (option.kind === 'image' ? '' : control.value),
    file: async () => {
      const [chosen] = control instanceof HTMLInputElement ? (control.files ?? []) : [];
      return chosen && readFile(chosen);
    },
    focus: () => control.focus(),
  };
}

function controlFor({ kind, choices }: PageOption): Control {
  switch (kind) {
    case 'choice':
    case 'person':
    case 'channel':
    case 'boolean':
      return el(
        'select',
        {},
        el('option', { text: 'Choose …', attributes: { value: '' } }),
        ...choices.map(({ label, value }) => el('option', { text: label, attributes: { value } })),
      );
    case 'image':
      return el('input', { attributes: { type: 'file', accept: 'image/*' } });
    case 'integer':
      return el('input', { attributes: { type: 'text', inputmode: 'numeric' } });
    case 'text':
    case 'suggested':
      return el('input', { attributes: { type: 'text', dir: 'auto' } });
  }
}

function removeButton(name: string, remove: () => void): HTMLElement {
  const attributes = { type: 'button', title: `Leave ${name} out` };
  return el(
    'button',
    { class: 'remove', attributes, on: { click: remove } },
    icon('close'),
    unseen(`Leave ${name} out`),
  );
}

/** A list of the bot's suggestions below the control. Only the answer to the newest question is shown. */
function suggesting(control: HTMLInputElement, suggest: Suggest): HTMLElement {
  control.setAttribute('role', 'combobox');
  control.setAttribute('aria-expanded', 'false');
  const picker = createPicker(control, 'Suggestions of the bot');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function ask(): Promise<void> {
    asked += 1;
    const question = asked;
    const found = await suggest(control.value).catch(() => []);
    if (question !== asked || document.activeElement !== control) return;
    picker.show(
      found.map(({ label, value }) => ({
        label,
        about: value === label ? '' : value,
        pick: () => take(value),
      })),
    );
    control.setAttribute('aria-expanded', String(picker.isOpen()));
  }

  function take(value: string): void {
    // Otherwise, an answer that is still on its way would open the list again.
    clearTimeout(timer);
    asked += 1;
    control.value = value;
    control.setAttribute('aria-expanded', 'false');
  }

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void ask(), pauseMs);
  };
  control.addEventListener('focus', soon);
  control.addEventListener('input', soon);
  return picker.element;
}
