import { createLogger, type Logger } from '../logger.ts';

/** A log that tells each kind of trouble once, in a plain sentence; nothing else is of use to who tries Dateline out. */
export function createTroubleLog(tell: (sentence: string) => void): Logger {
  const told = new Set<string>();
  const write = (line: string) => {
    const sentence = sentenceOf(line);
    if (!told.has(sentence)) tell(sentence);
    told.add(sentence);
  };
  return createLogger({ level: 'error', secrets: [], destination: { write } });
}

/** `delivery trouble: connection lost`, from a line of the log. */
function sentenceOf(line: string): string {
  // The logger writes an object with a message in each line, and an error, where there is one, with its message.
  const { msg, err } = JSON.parse(line) as {
    readonly msg: string;
    readonly err?: { readonly message: string };
  };
  return err === undefined ? msg : `${msg}: ${err.message}`;
}
