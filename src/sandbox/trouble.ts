import { createLogger, type Logger } from '../logger.ts';

/** A log that tells each kind of trouble once, in a plain sentence. Nothing else in the log helps a newcomer. */
export function createTroubleLog(tell: (sentence: string) => void): Logger {
  const told = new Set<string>();
  const write = (line: string) => {
    const sentence = sentenceOf(line);
    if (!told.has(sentence)) tell(sentence);
    told.add(sentence);
  };
  return createLogger({ level: 'error', secrets: [], destination: { write } });
}

/** The sentence for a line of the log: `delivery trouble: connection lost`. */
function sentenceOf(line: string): string {
  // Each line of the log is an object with `msg`, and with `err` if there was an error.
  const { msg, err } = JSON.parse(line) as {
    readonly msg: string;
    readonly err?: { readonly message: string };
  };
  return err === undefined ? msg : `${msg}: ${err.message}`;
}
