import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { source as axeSource } from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest';

/** Where systems keep a Chromium, unless `CHROMIUM_PATH` names one; `scripts/setup.sh` looks there too. */
const knownPaths: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** What is said once where the browser tests cannot run. */
export const noBrowser =
  'No Chromium was found, so the browser tests are skipped; `sh scripts/setup.sh --browser` installs one.';

/** The system's Chromium; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env['CHROMIUM_PATH'];
  return (named ? [named] : knownPaths).find((path) => existsSync(path));
}

const timeoutMs = 10_000;
const builtScreens = 'coverage/screens';

/** The sizes at which pages are looked at. */
export const viewports = {
  phone: { width: 390, height: 844 },
  sideways: { width: 844, height: 390 },
  desktop: { width: 1440, height: 900 },
} as const;

/** How a page is opened: Playwright's options of a context; a desktop in light and in English when left out. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/**
 * Tests in the system's Chromium. They get a way to open pages of their own, each closed when its test ends; a test
 * fails when its page reports an error: a script that throws, or something that its own policy forbids. Without a
 * Chromium the tests are skipped, but fail where `CI` is set.
 */
export function describeInBrowser(name: string, tests: (open: OpenPage) => void): void {
  const isSkipped = findChromium() === undefined && !process.env['CI'];
  describe.skipIf(isSkipped)(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser.close());
    tests((options = {}) => openPage(browser, options));
  });
}

async function launch(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) {
    throw new Error('No Chromium was found; `sh scripts/setup.sh --browser` installs one.');
  }
  // Small shared memory, as in containers, would end it.
  return chromium.launch({ executablePath, args: ['--disable-dev-shm-usage'] });
}

async function openPage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    viewport: viewports.desktop,
    colorScheme: 'light',
    locale: 'en-US',
    ...options,
  });
  context.setDefaultTimeout(timeoutMs);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') await keepScreen(page, `failed-${task.id}`);
    await context.close();
    if (errors.length > 0) throw new Error(`The page reported errors:\n${errors.join('\n')}`);
  });
  return page;
}

/** A rule of accessibility that a page breaks, and where. */
interface Breach {
  readonly rule: string;
  readonly help: string;
  readonly places: readonly string[];
}

/** What axe-core finds of serious or critical breaches of WCAG 2.2 AA and of good practice; empty when all is well. */
export async function seriousBreaches(page: Page): Promise<readonly Breach[]> {
  // Run by the debugging protocol, where the page's own policy does not hold.
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: axeSource });
  const { result } = await session.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, help, nodes }) => ({ rule: id, help, places: nodes.map(({ target }) => target.join(' ')) })))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  // The expression above gives just that.
  return result.value as readonly Breach[];
}

/** Keeps a picture of what the page shows as `coverage/screens/NAME.png`, and gives the path. */
export async function keepScreen(page: Page, name: string): Promise<string> {
  await mkdir(builtScreens, { recursive: true });
  const path = join(builtScreens, `${name}.png`);
  await page.screenshot({ path, animations: 'disabled' });
  return path;
}
