import { Bot } from 'grammy';
import { onTestFinished } from 'vitest';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { startTelegramSandbox, type TelegramSandboxOptions } from '../../../src/sandbox/telegram/server.ts';

/** A sandbox that is closed when the test is over. */
export async function openSandbox(options?: TelegramSandboxOptions): Promise<TelegramSandbox> {
  const sandbox = await startTelegramSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A real grammY bot, not yet polling. */
export function createBot(sandbox: TelegramSandbox): Bot {
  return new Bot(sandbox.token, { client: { apiRoot: sandbox.apiUrl, timeoutSeconds: 60 } });
}

/** Starts polling; stops when the test is over, before the sandbox is closed. */
export function poll(bot: Bot): { readonly stopped: Promise<void> } {
  const stopped = bot.start();
  // A test that wants to see the rejection awaits it; elsewhere it must not take the process down.
  stopped.catch(() => undefined);
  onTestFinished(async () => {
    await bot.stop();
    await stopped.catch(() => undefined);
  });
  return { stopped };
}

/** A whole PNG of one grey pixel. */
export const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg==',
  'base64',
);
