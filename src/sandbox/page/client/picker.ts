import { el, newId } from './dom.ts';

/** Something to pick. */
export interface Pick {
  readonly label: string;
  readonly about?: string;
  pick(): void;
}

/** A list of what can be picked for a text field: with the arrow keys and Enter or Tab, or with a pointer. */
export interface Picker {
  readonly element: HTMLElement;
  isOpen(): boolean;
  /** Shows these; none closes the list. */
  show(picks: readonly Pick[]): void;
  close(): void;
}

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Follows the ARIA Authoring Practices, "Combobox with listbox popup": the focus stays in the field. */
export function createPicker(field: Field, label: string): Picker {
  const id = newId('picks');
  const element = el('ul', {
    class: 'picker',
    attributes: { id, role: 'listbox', 'aria-label': label, hidden: '' },
  });
  let picks: readonly Pick[] = [];
  let at = 0;
  field.setAttribute('aria-autocomplete', 'list');
  field.setAttribute('aria-haspopup', 'listbox');
  field.setAttribute('autocomplete', 'off');

  function mark(): void {
    [...element.children].forEach((option, index) => {
      option.setAttribute('aria-selected', String(index === at));
      if (index === at) option.scrollIntoView({ block: 'nearest' });
    });
    field.setAttribute('aria-activedescendant', `${id}-${at}`);
  }

  function close(): void {
    picks = [];
    element.hidden = true;
    field.removeAttribute('aria-activedescendant');
    field.removeAttribute('aria-controls');
  }

  function pick(index: number): void {
    const chosen = picks[index];
    close();
    chosen?.pick();
  }

  function optionElement({ label: name, about = '' }: Pick, index: number): HTMLElement {
    return el(
      'li',
      {
        attributes: { id: `${id}-${index}`, role: 'option' },
        on: {
          // Comes before the field would lose its focus.
          pointerdown(event) {
            event.preventDefault();
            pick(index);
          },
        },
      },
      el('b', { text: name }),
      el('span', { text: about }),
    );
  }

  field.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || picks.length === 0) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      at = (at + step + picks.length) % picks.length;
      mark();
    } else if (event.key === 'Enter' || event.key === 'Tab') pick(at);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  field.addEventListener('blur', close);

  return {
    element,
    isOpen: () => picks.length > 0,
    close,
    show(now) {
      if (now.length === 0) return close();
      picks = now;
      at = 0;
      element.replaceChildren(...now.map(optionElement));
      element.hidden = false;
      field.setAttribute('aria-controls', id);
      mark();
    },
  };
}
