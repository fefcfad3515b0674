import { createInterface } from 'node:readline';

/** Asks for one line after the other. */
export interface LineReader {
  /**
   * Prints the prompt and resolves with the next line; with undefined at the end of the input and after the signal.
   */
  next(prompt: string): Promise<string | undefined>;
  /** Prints the prompt again, with what was typed so far, below what was printed in between. */
  promptAgain(): void;
  close(): void;
}

/** The streams of a {@link LineReader}. */
export interface LineStreams {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/**
 * Reads lines from a terminal or a pipe. Lines from a pipe are echoed, so that what is printed reads like a session.
 */
export function openLineReader({ input, output }: LineStreams, signal: AbortSignal): LineReader {
  const isTyped = input.isTTY === true;
  const lines = createInterface({ input, output, terminal: isTyped });
  const typed = lines[Symbol.asyncIterator]();
  let isClosed = false;
  const close = () => lines.close();
  lines.once('close', () => {
    isClosed = true;
  });
  lines.once('SIGINT', close);
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();

  return {
    async next(prompt) {
      if (signal.aborted) return undefined;
      lines.setPrompt(prompt);
      // A pipe may have ended while some of its lines are still unread.
      if (isClosed) output.write(prompt);
      else lines.prompt();
      const { value, done } = await typed.next();
      if (done === true || signal.aborted) {
        output.write('\n');
        return undefined;
      }
      if (!isTyped) output.write(`${value}\n`);
      return value;
    },
    promptAgain() {
      if (!isClosed) lines.prompt(true);
    },
    close() {
      signal.removeEventListener('abort', close);
      close();
    },
  };
}
