import { destination as fileDestination, pino } from 'pino';
import type { LogLevel } from './config.ts';
import { createRedact, type Redact } from './redact.ts';

/** Writes one line, with or without fields besides the message. */
export interface LogMethod {
  (message: string): void;
  (fields: object, message: string): void;
}

/** The log of every part of Dateline. */
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
  /** Values that must not appear in any line, wherever they are. */
  readonly secrets: readonly string[];
  /** Takes complete lines of JSON; standard output by default. */
  readonly destination?: { write(line: string): void };
}

/** A logged value is cut off below this depth: some errors contain whole clients. */
const maxDepth = 6;

/**
 * Makes the process's logger: one line of JSON for each message, on standard output. Errors in the fields are written
 * with their stacks, own fields and causes. No secret is written: neither a given one nor a platform token recognised
 * by its form. The finished line is searched again, so that nothing is missed.
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

/**
 * A copy of a value that JSON can hold, with errors spelled out and without secrets. `above` are the objects around
 * it.
 */
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
 * Fields that {@link errorParts} writes itself, and those in which errors of the Redis client, discord.js and grammY
 * keep what was sent: an editor's text, or a password.
 */
const notOwnFacts = ['name', 'message', 'stack', 'cause', 'errors', 'command', 'requestBody', 'payload'];

/** An error's non-enumerable facts, then its own fields without what was sent. */
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
