import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { OpenPage } from './browser.ts';
import { type SandboxRun, startSandbox } from './sandbox-process.ts';

/** The parts of the page that a person looks at. */
export interface SandboxParts {
  readonly page: Page;
  readonly discord: Locator;
  readonly telegram: Locator;
  readonly desk: Locator;
  /** Where the bot's answers come. */
  readonly answers: Locator;
  readonly line: Locator;
}

/**
 * A sandbox that stays, for all tests of the suite, which begin when it has said so much: by default that its page is
 * there. It is to end well when they are through.
 */
export function sandboxRun(begins = /Open http/): () => SandboxRun {
  let run: SandboxRun | undefined;
  beforeAll(async () => {
    run = startSandbox(['--stay'], { TZ: 'America/Bogota' });
    await run.until(begins);
  });
  afterAll(async () => {
    run?.child.stdin.end('quit\n');
    expect(await run?.ended()).toBe(0);
  });
  return () => {
    if (run === undefined) throw new Error('The sandbox starts before the first test.');
    return run;
  };
}

/** Opens the page of a sandbox. */
export async function openSandbox(
  open: OpenPage,
  run: SandboxRun,
  options: Parameters<OpenPage>[0] = {},
): Promise<SandboxParts> {
  const page = await open(options);
  await page.goto(/http:\/\/127\.0\.0\.1:\d+\//.exec(run.output())?.[0] ?? '');
  await page.locator('body.ready').waitFor();
  return {
    page,
    discord: page.locator('#discord'),
    telegram: page.locator('#telegram'),
    desk: page.locator('#desk-pane'),
    answers: page.locator('#conversation'),
    line: page.locator('#line'),
  };
}

/** Resolves once the text stands there. */
export function shows(where: Locator, text: string | RegExp): Promise<void> {
  return where.getByText(text).last().waitFor({ timeout: 20_000 });
}

/** Sits down as somebody on a platform. */
export async function sit(
  { page }: SandboxParts,
  platform: 'Discord' | 'Telegram',
  name: string,
): Promise<void> {
  await page.locator('#seat .platforms').getByText(platform).click();
  await page.locator('#seat .people').getByText(name).click();
}

/** Types a line into the box and sends it. */
export async function send({ line }: SandboxParts, text: string): Promise<void> {
  await line.fill(text);
  await line.press('Escape');
  await line.press('Enter');
}
