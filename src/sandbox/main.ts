import { parseArgs } from 'node:util';
import { onStopSignal } from '../stop-signals.ts';
import { inkOf } from './ink.ts';
import { showSandbox } from './show.ts';
import { createTerminal } from './terminal.ts';

const usage = `Plays a demo story through the whole bot, against local stand-ins for Discord and Telegram.

  npm run sandbox             plays it, shows both channels, and ends
  npm run sandbox -- --stay   plays it, then takes commands at a prompt and on a page in the browser`;

const terminal = createTerminal({
  width: Math.min(process.stdout.columns || 100, 100),
  ink: inkOf(process.stdout),
  write: (text) => process.stdout.write(text),
});
process.exitCode = await run();

/** Runs the sandbox once and returns the exit code. A failure is printed as a sentence, without a stack. */
async function run(): Promise<number> {
  try {
    const { help, stay } = readOptions();
    if (help) terminal.say(usage);
    else await showSandbox(terminal, { stay, signal: stopSignal() });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'The sandbox failed.'}\n`);
    return 1;
  }
}

function readOptions(): { readonly help: boolean; readonly stay: boolean } {
  try {
    const { values } = parseArgs({ options: { help: { type: 'boolean' }, stay: { type: 'boolean' } } });
    return { help: values.help === true, stay: values.stay === true };
  } catch (error) {
    const [fault = ''] = error instanceof Error ? error.message.split('. ') : [];
    throw new Error(`${fault.replace(/\.$/, '')}; the sandbox takes --stay and --help.`, { cause: error });
  }
}

/**
 * A signal that aborts at the first SIGINT or SIGTERM, and when nobody reads the output any more. A later SIGINT or
 * SIGTERM ends the process at once.
 */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  onStopSignal(() => stopping.abort());
  process.stdout.on('error', () => stopping.abort());
  return stopping.signal;
}
