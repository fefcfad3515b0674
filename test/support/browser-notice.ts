import { findChromium, noBrowser } from './browser.ts';

/** Says once, before the browser tests, when they are going to be skipped. */
export function setup(): void {
  if (findChromium() === undefined && !process.env['CI']) process.stderr.write(`${noBrowser}\n`);
}
