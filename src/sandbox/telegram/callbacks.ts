/** What the person who pressed a button gets to see. */
export interface PressAnswer {
  readonly text?: string | undefined;
  readonly showAlert: boolean;
}

/** The presses that wait for answerCallbackQuery. */
export interface Callbacks {
  /**
   * Begins a press. `answered` rejects when the bot does not answer within 10 seconds, or when the sandbox closes.
   */
  open(button: string): { readonly id: string; readonly answered: Promise<PressAnswer> };
  /** Returns false when there is no such press, when it is older than 15 seconds, or when it was answered before. */
  answer(id: string, answer: PressAnswer): boolean;
  close(): void;
}

interface OpenPress {
  readonly openedAt: number;
  readonly resolve: (answer: PressAnswer) => void;
  readonly reject: (error: Error) => void;
}

const patienceMs = 10_000;
const validForMs = 15_000;

/** Starts with no presses. `now` gives milliseconds since 1970. */
export function createCallbacks(now: () => number): Callbacks {
  const presses = new Map<string, OpenPress>();
  let lastId = 0;

  return {
    open(button) {
      lastId += 1;
      const id = `${4_000_000_000_000 + lastId}`;
      const answered = new Promise<PressAnswer>((resolve, reject) => {
        const timer = setTimeout(() => {
          reject(new Error(`The bot has not answered the press of "${button}" within ${patienceMs} ms.`));
        }, patienceMs);
        presses.set(id, {
          openedAt: now(),
          resolve: (answer) => {
            clearTimeout(timer);
            resolve(answer);
          },
          reject: (error) => {
            clearTimeout(timer);
            reject(error);
          },
        });
      });
      return { id, answered };
    },
    answer(id, answer) {
      const press = presses.get(id);
      presses.delete(id);
      if (press === undefined || now() - press.openedAt > validForMs) return false;
      press.resolve(answer);
      return true;
    },
    close() {
      for (const press of presses.values()) press.reject(new Error('The Telegram sandbox was closed.'));
      presses.clear();
    },
  };
}
