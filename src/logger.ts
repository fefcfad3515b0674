import { destination as fileDestination, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { createRedact, type Redact } from './redact.ts';

/** Writes one line, with or without fields beside the message. */
export interface LogMethod {
  (message: string): void;
  (fields: object, message: string): void;
}

/** What every part of Dateline writes its log through. */
export interface Logger {
  readonly debug: LogMethod;
  readonly info: LogMethod;
  readonly warn: LogMethod;
  readonly error: LogMethod;
  /** A logger that adds these fields to each of its lines. */
  child(fields: Readonly<Record<string, unknown>>): Logger;
}

/** What {@link createLogger} needs. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Values that must not appear in any line, whatever holds them. */
  readonly secrets: readonly string[];
  /** Takes complete lines of JSON; standard output when absent. */
  readonly destination?: { write(line: string): void };
}

/** Deeper than this, a logged value is cut: no log line needs more, and some errors hold whole clients. */
const maxDepth = 6;

/**
 * Makes the process's logger: one line of JSON each, on standard output. Errors are written with their stacks,
 * own fields and causes wherever they stand in the fields, and no secret is written: neither one that was given
 * nor a platform token known by its form. The finished line is searched again, so that nothing slips past.
 */
export function createLogger({ level, secrets, destination }: LoggerOptions): Logger {
  const redact = createRedact(secrets);
  const out = destination ?? fileDestination({ dest: 1, sync: true });
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => writableFields(fields, redact),
        bindings: (fields) => writableFields(fields, redact),
      },
      serializers: { err: (value: unknown) => value },
    },
    { write: (line: string) => out.write(redact(line)) },
  );
}

function writableFields(fields: object, redact: Redact): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, writable(value, redact, [fields])]),
  );
}

/** A copy of a value that JSON can hold, errors spelled out, secrets gone. `above` are the objects that hold it. */
function writable(value: unknown, redact: Redact, above: readonly object[]): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return value;
  if (above.includes(value)) return '[circular]';
  if (above.length > maxDepth) return '[cut]';
  const within = [...above, value];
  if (Array.isArray(value)) return value.map((item) => writable(item, redact, within));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date || value instanceof URL) return redact(String(value));
  if (value instanceof Map || value instanceof Set) return writable([...value], redact, above);
  const parts = value instanceof Error ? errorParts(value) : Object.entries(value);
  return Object.fromEntries(parts.map(([name, part]) => [redact(name), writable(part, redact, within)]));
}

/**
 * Fields that are written by {@link errorParts} itself, and those in which errors of the Redis client, discord.js and
 * grammY keep what was sent: an editor's text, or a password.
 */
const notOwnFacts = ['name', 'message', 'stack', 'cause', 'errors', 'command', 'requestBody', 'payload'];

/** An error's facts that do not count as enumerable, and then its own but for what was sent. */
function errorParts(error: Error): readonly (readonly [string, unknown])[] {
  return [
    ['type', error.name],
    ['message', error.message],
    ['stack', error.stack],
    ...(error.cause === undefined ? [] : [['cause', error.cause] as const]),
    ...(error instanceof AggregateError ? [['errors', error.errors] as const] : []),
    ...Object.entries(error).filter(([name]) => !notOwnFacts.includes(name)),
  ];
}
