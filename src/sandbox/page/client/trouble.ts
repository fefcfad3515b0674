import type { PageCall, PageFault } from '../view.ts';
import { acts, sentenceOf } from './acts.ts';
import { announce, toast } from './announcer.ts';
import { byId, el, newId, unseen } from './dom.ts';
import type { Store } from './store.ts';

/** Shows the fault switches, and the bot's latest calls to the platforms. */
export function createTrouble(store: Store): void {
  const faults = byId('faults');
  const calls = byId('calls');
  store.on('faults', (list) => showFaults(faults, list));
  store.on('calls', (list) => calls.replaceChildren(...list.map(callRow)));
}

/** The switches are made once, so that the focus stays on one that is switched. */
function showFaults(element: HTMLElement, list: readonly PageFault[]): void {
  if (element.childElementCount === 0) element.append(...list.map(faultSwitch));
  for (const { id, isOn } of list) {
    const input = document.getElementById(`fault-${id}`);
    if (input instanceof HTMLInputElement) input.checked = isOn;
  }
}

function faultSwitch({ id, label, about }: PageFault): HTMLElement {
  const aboutId = newId('about');
  const input = el('input', {
    attributes: { type: 'checkbox', role: 'switch', id: `fault-${id}`, 'aria-describedby': aboutId },
    on: { change: () => void turn() },
  });
  async function turn(): Promise<void> {
    try {
      await acts.fault(id, input.checked);
      announce(`${label}: ${input.checked ? 'on' : 'off'}`);
    } catch (error) {
      toast(sentenceOf(error), 'trouble');
    }
  }
  return el(
    'div',
    { class: 'fault' },
    el('label', { attributes: { for: `fault-${id}` } }, input, el('b', { text: label })),
    el('p', { text: about, attributes: { id: aboutId } }),
  );
}

function callRow({ at, platform, what, place, status }: PageCall): HTMLElement {
  const platformName = platform === 'discord' ? 'Discord' : 'Telegram';
  return el(
    'tr',
    { class: callClass(status) },
    el('td', { text: new Date(at).toLocaleTimeString('en-GB') }),
    el(
      'td',
      { attributes: { title: `${platformName}: ${what}` } },
      el('span', { class: `dot ${platform}` }),
      unseen(`${platformName} `),
      what,
    ),
    el('td', { text: place }),
    el('td', { text: status === 0 ? 'no answer' : String(status) }),
  );
}

function callClass(status: number): string {
  if (status === 0) return 'hanging';
  return status >= 400 ? 'refused' : 'fine';
}
