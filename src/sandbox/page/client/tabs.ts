/** On narrow screens one part of the page shows at a time; these buttons choose which. */
export function createTabs(): void {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>('#tabs button')];
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const { part = '' } = button.dataset;
      document.body.dataset['part'] = part;
      for (const other of buttons) other.setAttribute('aria-pressed', String(other === button));
    });
  }
}
