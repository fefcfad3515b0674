import { z } from 'zod';
import { readFields } from './fields.ts';
import type { RequestBody } from './form.ts';

/** One request to a method. `signal` aborts when the client has disconnected. */
export interface MethodCall extends RequestBody {
  readonly signal: AbortSignal;
}

/** A method of the Bot API: returns its `result`, or throws an `ApiRefusal`. */
export type Method = (call: MethodCall) => unknown;

/** Methods by name. */
export type MethodTable = Readonly<Record<string, Method>>;

/** Makes a method that takes these parameters and no others. */
export function method<S extends z.ZodRawShape>(
  shape: S,
  run: (parameters: z.output<z.ZodObject<S, z.core.$strict>>, call: MethodCall) => unknown,
): Method {
  const schema = z.strictObject(shape);
  return (call) => run(readFields(schema, call.fields), call);
}
