import { byId, icon, unseen } from './dom.ts';

const memory = 'dateline-theme';
const order = ['auto', 'light', 'dark'] as const;
const words = { auto: 'as the system', light: 'light', dark: 'dark' } as const;

/** The button that switches from the system's colours to light, to dark, and back. */
export function createThemeButton(): void {
  const button = byId('theme');
  let at = Math.max(
    0,
    order.findIndex((one) => one === localStorage.getItem(memory)),
  );

  function show(): void {
    const theme = order[at] ?? 'auto';
    document.documentElement.dataset['theme'] = theme;
    button.replaceChildren(icon(theme), unseen(`Colours: ${words[theme]}`));
    button.title = `Colours: ${words[theme]}`;
    localStorage.setItem(memory, theme);
  }

  button.addEventListener('click', () => {
    at = (at + 1) % order.length;
    show();
  });
  show();
}
