import type { SpecIssue, SpecSchema } from 'discord-api-spec/zod';
import { type FormFault, invalidForm } from './errors.ts';

/** Throws 50035 with everything in a body that breaks a schema of Discord's OpenAPI description. */
export function requireSchema(schema: SpecSchema, body: unknown, at: readonly string[] = []): void {
  const result = schema.safeParse(body);
  if (result.success) return;
  throw invalidForm(result.error.issues.map((issue) => toFault(issue, body, at)));
}

function toFault(issue: SpecIssue, body: unknown, at: readonly string[]): FormFault {
  const path = [...at, ...issue.path];
  const missing = issue.code === 'invalid_type' && valueAt(body, issue.path) === undefined;
  if (missing) return { path, code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };
  if (issue.code === 'too_big' || issue.code === 'too_small') return { path, ...rangeFault(issue) };
  if (issue.code === 'invalid_value') {
    const values = (issue.values ?? []).map(String).join(', ');
    return { path, code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${values}).` };
  }
  if (issue.code === 'invalid_union') {
    return { path, code: 'UNION_TYPE_CHOICES', message: 'This value fits none of the allowed types.' };
  }
  const expected = issue.expected ?? 'value';
  return {
    path,
    code: `${expected.toUpperCase()}_TYPE_CONVERT`,
    message: `Could not interpret the value as ${expected}.`,
  };
}

function rangeFault(issue: SpecIssue): { readonly code: string; readonly message: string } {
  const isNumber = issue.origin === 'number' || issue.origin === 'int' || issue.origin === 'bigint';
  if (issue.code === 'too_big') {
    const code = isNumber ? 'NUMBER_TYPE_MAX' : 'BASE_TYPE_MAX_LENGTH';
    const unit = isNumber ? `less than or equal to ${issue.maximum}` : `${issue.maximum} or fewer in length`;
    return { code, message: `${isNumber ? 'int value should be' : 'Must be'} ${unit}.` };
  }
  const code = isNumber ? 'NUMBER_TYPE_MIN' : 'BASE_TYPE_MIN_LENGTH';
  const unit = isNumber ? `greater than or equal to ${issue.minimum}` : `${issue.minimum} or more in length`;
  return { code, message: `${isNumber ? 'int value should be' : 'Must be'} ${unit}.` };
}

function valueAt(body: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, step) => {
    if (typeof value !== 'object' || value === null) return undefined;
    return Reflect.get(value, step);
  }, body);
}
