import { createLogger, type Logger } from '../../src/logger.ts';
import type { Reply } from '../../src/newsroom/command/answer.ts';
import type { Call } from '../../src/newsroom/command/call.ts';
import type { Dispatcher, Invocation } from '../../src/newsroom/command/dispatcher.ts';
import { say } from '../../src/newsroom/command/say.ts';
import { giveBack } from '../../src/newsroom/dispatch/failure.ts';
import { StoreUnavailable } from '../../src/newsroom/records.ts';
import { createSignal } from './signal.ts';
import { typedCommands } from './typed-commands.ts';

/** One thing that reached the newsroom. */
export type Heard =
  | { readonly kind: 'command'; readonly invocation: Invocation; readonly call: Call }
  | { readonly kind: 'press'; readonly token: string; readonly call: Call }
  | {
      readonly kind: 'rights';
      readonly destination: string;
      readonly change: 'active' | { readonly why: string };
    }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

/** How the newsroom behaves. */
export interface Behaviour {
  /** What a command gives; one line with the command's name by default. */
  readonly execute?: (invocation: Invocation, call: Call) => Promise<Reply>;
  /** What is said of what cannot be read; by default the reason, with what was typed. */
  readonly refusal?: (why: string) => Reply;
  /** How many more changes of rights and addresses are refused because the records are away. */
  readonly away?: { times: number };
}

/** An answer of one line. */
export function replyOf(words: string): Reply {
  return { content: say(words), buttons: [] };
}

/** A newsroom's door that answers simply and records what came through it. */
export function createRecordingDispatcher({ execute, refusal, away = { times: 0 } }: Behaviour = {}) {
  const heard: Heard[] = [];
  const { notify, waitFor } = createSignal();
  function record(one: Heard): void {
    heard.push(one);
    notify();
  }
  function recordIfBack(one: Heard): void {
    away.times -= 1;
    if (away.times >= 0) throw new StoreUnavailable(new Error('The records are away'));
    record(one);
  }
  const dispatcher: Dispatcher = {
    commands: typedCommands,
    async execute(invocation, call) {
      record({ kind: 'command', invocation, call });
      return execute?.(invocation, call) ?? replyOf(`Ran ${invocation.path.join(' ')}`);
    },
    refuse: async (why, typed) => refusal?.(why) ?? { content: giveBack(why, typed), buttons: [] },
    async press(token, call) {
      record({ kind: 'press', token, call });
      return replyOf(`Pressed ${token}`);
    },
    async rightsChanged(destination, change) {
      recordIfBack({ kind: 'rights', destination, change });
    },
    async moved(from, to) {
      recordIfBack({ kind: 'moved', from, to });
    },
    openForm: async () => undefined,
    openPressed: async () => undefined,
    submitForm: async () => replyOf('There are no forms here.'),
    suggest: async () => [],
  };
  return {
    dispatcher,
    heard: (): readonly Heard[] => heard,
    /** The calls of the commands that were used so far. */
    calls: (): readonly Call[] => heard.flatMap((one) => (one.kind === 'command' ? [one.call] : [])),
    waitFor,
    /** A log whose lines are put behind those; what waits for the newsroom looks again after each. */
    logTo: (lines: string[]): Logger =>
      createLogger({
        level: 'debug',
        secrets: [],
        destination: {
          write(line) {
            lines.push(line);
            notify();
          },
        },
      }),
  };
}
