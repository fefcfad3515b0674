import type { PagePlatform, PageWorld } from '../view.ts';
import { byId, el } from './dom.ts';
import { initials } from './message.ts';
import type { SeatHolder } from './seat.ts';

const platforms: readonly { readonly value: PagePlatform; readonly label: string }[] = [
  { value: 'discord', label: 'Discord' },
  { value: 'telegram', label: 'Telegram' },
];

/** The controls that choose a person, a platform and a place. */
export function createSeatChooser(seat: SeatHolder, world: () => PageWorld): void {
  const places = el('select', {
    attributes: { id: 'place' },
    on: { change: () => seat.choose({ placeId: places.value }) },
  });
  const { people } = world();
  byId('seat').append(
    el(
      'fieldset',
      { class: 'platforms' },
      el('legend', { class: 'unseen', text: 'Platform' }),
      ...platforms.map(({ value, label }) =>
        choice(
          {
            group: 'platform',
            value,
            choose: () => seat.choose({ platform: value }),
          },
          el('span', { text: label }),
        ),
      ),
    ),
    el(
      'fieldset',
      { class: 'people' },
      el('legend', { class: 'unseen', text: 'Who you are' }),
      ...people.map(({ role, name, can }) =>
        choice(
          {
            group: 'person',
            value: role,
            choose: () => seat.choose({ role }),
          },
          el('span', { class: 'avatar person', text: initials(name), attributes: { 'aria-hidden': 'true' } }),
          el('span', { attributes: { title: can } }, el('b', { text: name }), el('small', { text: role })),
        ),
      ),
    ),
    el('label', { class: 'place' }, el('span', { text: 'in' }), places),
  );
  seat.on(({ platform, role, placeId }) => {
    for (const input of byId('seat').querySelectorAll('input')) {
      input.checked = input.value === platform || input.value === role;
    }
    places.replaceChildren(
      ...seat.places().map((one) => el('option', { text: one.title, attributes: { value: one.placeId } })),
    );
    places.value = placeId;
  });
}

interface Choice {
  readonly group: string;
  readonly value: string;
  readonly choose: () => void;
}

function choice({ group, value, choose }: Choice, ...inside: readonly Node[]): HTMLElement {
  const attributes = { type: 'radio', name: group, value };
  return el(
    'label',
    {},
    el('input', { attributes, on: { change: choose } }),
    el('span', { class: 'choice' }, ...inside),
  );
}
