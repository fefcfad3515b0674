import { acts, sentenceOf } from './acts.ts';
import { toast } from './announcer.ts';
import { byId } from './dom.ts';
import type { Store } from './store.ts';

/** The button that plays the demo story. */
export function createDemoButton(store: Store): void {
  const button = byId('play');
  const label = byId('play-label');
  let told: string | undefined;
  button.addEventListener('click', () => {
    if (button.getAttribute('aria-disabled') === 'true') return;
    acts.demo().catch((error: unknown) => toast(sentenceOf(error), 'trouble'));
  });
  store.on('demo', ({ isPlaying, played, trouble }) => {
    // A disabled button would lose the focus.
    button.setAttribute('aria-disabled', String(isPlaying));
    const again = played === 0 ? 'Play the demo' : 'Play it again';
    label.textContent = isPlaying ? 'Playing …' : again;
    if (trouble !== undefined && trouble !== told) toast(trouble, 'trouble');
    told = trouble;
  });
}
