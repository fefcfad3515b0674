import { allComponents, componentFaults } from './component-rules.ts';
import { invalidForm } from './errors.ts';
import { componentType, isJson, type Json, jsonList, textOf } from './protocol.ts';

/** One text field of a form, as a person sees it. */
export interface SandboxField {
  readonly customId: string;
  readonly label: string;
  readonly value?: string;
  readonly required: boolean;
  readonly style: 'short' | 'paragraph';
  readonly minLength: number;
  /** In characters. */
  readonly maxLength: number;
}

/** A form that the bot opened. */
export interface SandboxModal {
  readonly kind: 'modal';
  readonly customId: string;
  readonly title: string;
  readonly fields: readonly SandboxField[];
}

/** Throws 50035 for what a form breaks beyond the schemas: it has one to five components, each field named once. */
export function requireModalRules(modal: Json): void {
  const components = jsonList(modal['components']);
  const at = ['data', 'components'];
  const faults = componentFaults(components, true).map((fault) => ({
    ...fault,
    path: ['data', ...fault.path],
  }));
  if (components.length > 5) {
    faults.push({ path: at, code: 'BASE_TYPE_BAD_LENGTH', message: 'Must be between 1 and 5 in length.' });
  }
  if (faults.length > 0) throw invalidForm(faults);
}

/** A form as a person sees it. Only text fields are read. */
export function viewModal(modal: Json): SandboxModal {
  return {
    kind: 'modal',
    customId: textOf(modal['custom_id']),
    title: textOf(modal['title']),
    fields: jsonList(modal['components']).flatMap(fieldsOf),
  };
}

function fieldsOf(top: Json): readonly SandboxField[] {
  const inputs = allComponents([top]).filter(
    ({ component }) => component['type'] === componentType.textInput,
  );
  return inputs.map(({ component: input }) => ({
    customId: textOf(input['custom_id']),
    label: textOf(top['label'] ?? input['label']),
    ...(typeof input['value'] === 'string' && { value: input['value'] }),
    required: input['required'] !== false,
    style: input['style'] === 2 ? 'paragraph' : 'short',
    minLength: Number(input['min_length'] ?? 0),
    maxLength: Number(input['max_length'] ?? 4_000),
  }));
}

/**
 * The components of a submitted form. Fields that are left out keep what they were opened with. Throws a plain error
 * for what Discord's client would not let a person send.
 */
export function filledModal(modal: Json, values: Readonly<Record<string, string>>): readonly Json[] {
  const { fields, title } = viewModal(modal);
  for (const name of Object.keys(values)) {
    if (fields.some(({ customId }) => customId === name)) continue;
    const names = fields.map(({ customId }) => customId).join(', ');
    throw new Error(`The form “${title}” has no field ${name}; it has: ${names}.`);
  }
  const checked = new Map(
    fields.map((field) => [field.customId, checkedValue(field, values[field.customId])]),
  );
  return jsonList(modal['components']).map((component, index) => filled(component, index + 1, checked));
}

function checkedValue(field: SandboxField, given: string | undefined): string {
  const value = given ?? field.value ?? '';
  const { label, required, minLength, maxLength } = field;
  if (required && value === '') throw new Error(`The field “${label}” must be filled in.`);
  if (value.length > maxLength)
    throw new Error(`The field “${label}” takes ${maxLength} characters; got ${value.length}.`);
  if (value !== '' && value.length < minLength)
    throw new Error(`The field “${label}” needs ${minLength} characters.`);
  return value;
}

function filled(component: Json, id: number, values: ReadonlyMap<string, string>): Json {
  const type = component['type'];
  if (type === componentType.textInput) {
    const customId = textOf(component['custom_id']);
    return { type, id, custom_id: customId, value: values.get(customId) ?? '' };
  }
  const inner = component['component'];
  if (isJson(inner)) return { type, id, component: filled(inner, id + 100, values) };
  const row = jsonList(component['components']);
  return { type, id, ...(row.length > 0 && { components: row.map((one) => filled(one, id + 100, values)) }) };
}
