import type { PagePerson, PagePlatform, PageWorld } from '../view.ts';
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
  const people = world().people.map(personChoice);
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
      ...people.map(({ role, inside }) =>
        choice({ group: 'person', value: role, choose: () => seat.choose({ role }) }, ...inside),
      ),
    ),
    el('label', { class: 'place' }, el('span', { text: 'in' }), places),
  );
  seat.on(({ platform, role, placeId }) => {
    for (const person of people) person.showAs(platform);
    for (const input of byId('seat').querySelectorAll('input')) {
      input.checked = input.value === platform || input.value === role;
    }
    places.replaceChildren(
      ...seat.places().map((one) => el('option', { text: one.title, attributes: { value: one.placeId } })),
    );
    places.value = placeId;
  });
}

/** What is shown of somebody, who may be another one on each platform. */
function personChoice({ role, names, can }: PagePerson) {
  const avatar = el('span', { class: 'avatar person', attributes: { 'aria-hidden': 'true' } });
  const name = el('b', {});
  const about = el('span', { attributes: { title: can } }, name, el('small', { text: role }));
  return {
    role,
    inside: [avatar, about],
    showAs(platform: PagePlatform): void {
      avatar.textContent = initials(names[platform]);
      name.textContent = names[platform];
    },
  };
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
