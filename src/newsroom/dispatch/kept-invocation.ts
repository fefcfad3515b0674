import { z } from 'zod';
import type { Action, Button } from '../command/answer.ts';
import type { Call } from '../command/call.ts';
import type { Form } from '../command/command.ts';
import type { Invocation } from '../command/dispatcher.ts';
import type { KeptRecords } from '../kept-records.ts';

const dayMs = 24 * 3_600_000;
const formTtlMs = dayMs;
const buttonTtlMs = 7 * dayMs;

const rawValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.object({ kind: z.literal('image'), ref: z.string(), mimeType: z.string(), sizeBytes: z.number() }),
]);
const keptInvocation = z.object({
  kind: z.enum(['form', 'button']),
  path: z.array(z.string()),
  input: z.record(z.string(), rawValue),
  shown: z.record(z.string(), z.string()).optional(),
  callId: z.string().optional(),
  aboutMessageId: z.string().optional(),
  asks: z.boolean().optional(),
});

/** What a stored invocation waits for: a submitted form or a pressed button. */
export type KeptKind = z.infer<typeof keptInvocation>['kind'];

/** Stores the command behind a button, for a week by default. The platform sees only its token. */
export async function keepButton(
  kept: KeptRecords,
  { label, path, input, asks, isPrivate, callId, asked }: Action,
  ttlMs: number = buttonTtlMs,
): Promise<Button> {
  const invocation = {
    path,
    input,
    ...asked,
    ...(callId !== undefined && { callId }),
    ...(asks && { asks }),
  };
  const token = await kept.keep({ kind: 'button', ...invocation }, ttlMs);
  return { label, token, ...(isPrivate && { isPrivate }) };
}

/** A stored command and parts of its call, such as what the fields of its form held. */
export interface KeptInvocation extends Invocation, Pick<Call, 'aboutMessageId' | 'shown'> {
  /** See {@link Action.callId}. */
  readonly callId?: string;
  readonly asks: boolean;
}

/**
 * Stores the command whose form is shown, for a day, with what was found while the form was made and what its fields
 * held at first. Required fields that begin empty are left out of the latter, so that leaving them blank is a fault.
 */
export async function keepForm(
  kept: KeptRecords,
  form: Form,
  { path, input }: Invocation,
): Promise<{ readonly form: Form; readonly token: string }> {
  const fields = form.fields.filter(({ value, required }) => value !== undefined || !required);
  const shown = Object.fromEntries(fields.map(({ option, value = '' }) => [option, value]));
  const token = await kept.keep({ kind: 'form', path, input: { ...input, ...form.found }, shown }, formTtlMs);
  return { form, token };
}

/** The command behind a token; undefined when it is unknown, expired or of the other kind. */
export async function restore(
  kept: KeptRecords,
  token: string,
  kind: KeptKind,
): Promise<KeptInvocation | undefined> {
  const found = keptInvocation.safeParse(await kept.kept(token));
  if (!found.success || found.data.kind !== kind) return undefined;
  const { path, input, shown, callId, aboutMessageId, asks = false } = found.data;
  return {
    path,
    input,
    asks,
    ...(shown !== undefined && { shown }),
    ...(callId !== undefined && { callId }),
    ...(aboutMessageId !== undefined && { aboutMessageId }),
  };
}
