import type { PageWorld } from '../view.ts';
import { createBox } from './box.ts';
import { createConversation } from './conversation.ts';
import { createDemoButton } from './demo.ts';
import { byId } from './dom.ts';
import { createPane, type PaneDeps } from './pane.ts';
import { keepRelativeTimes } from './rich.ts';
import { createSeat } from './seat.ts';
import { createSeatChooser } from './seat-chooser.ts';
import { openStore } from './store.ts';
import { createTabs } from './tabs.ts';
import { createThemeButton } from './theme.ts';
import { createTrouble } from './trouble.ts';

const nothingYet =
  'Nothing has been published yet. Play the demo, or open a story and subscribe this channel.';

createThemeButton();
createTabs();
keepRelativeTimes();
const store = openStore((isUp) => {
  byId('line-state').textContent = isUp ? '' : 'The sandbox does not answer. Was it stopped?';
});
createDemoButton(store);
createTrouble(store);
const stop = store.on('world', (world) => {
  // The rest is set up once, with the first state of the world; it looks up later ones itself.
  queueMicrotask(() => stop());
  setUp(world);
});

function setUp(first: PageWorld): void {
  const world = () => store.get('world') ?? first;
  const seat = createSeat(world);
  const deps: PaneDeps = { store, seat, world };
  const { panes } = first;
  createPane(deps, 'discord', { label: 'Discord: river-watch', empty: nothingYet }).follow(panes.discord);
  createPane(deps, 'telegram', { label: 'Telegram: Maren Alerts', empty: nothingYet }).follow(panes.telegram);
  const desk = createPane(deps, 'desk-pane', {
    label: 'The desk',
    empty: 'All is well. Whatever needs an editor will show here.',
  });
  createSeatChooser(seat, world);
  const box = createBox(deps);
  createConversation(deps, box.reply);
  for (const input of document.querySelectorAll<HTMLInputElement>('input[name="desk"]')) {
    const follow = () => desk.follow(input.value === 'telegram' ? panes.telegramDesk : panes.discordDesk);
    input.addEventListener('change', follow);
    if (input.checked) follow();
  }
  document.body.classList.add('ready');
}
