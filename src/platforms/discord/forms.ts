import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  type ModalSubmitInteraction,
  TextInputStyle,
} from 'discord.js';
import { clip } from '../../domain/text/clip.ts';
import type { RawInput } from '../../newsroom/command/call.ts';
import type { Form, FormField } from '../../newsroom/command/command.ts';

const formPrefix = 'f:';

// Discord's page "Component Reference", modals: 5 components, titles and labels of 45 characters, texts of 4000.
const maxFields = 5;
const maxLabel = 45;
const maxText = 4000;

/** Whether a Discord modal can hold this form with its present values. */
export function fitsModal(form: Form): boolean {
  return form.fields.length <= maxFields && form.fields.every(({ value = '' }) => value.length <= maxText);
}

/** A form as a modal. `token` comes back when it is submitted. */
export function modalOf(form: Form, token: string): APIModalInteractionResponseCallbackData {
  return {
    custom_id: `${formPrefix}${token}`,
    title: clip(form.title, maxLabel),
    components: form.fields.map((field) => ({
      type: ComponentType.Label,
      label: clip(field.label, maxLabel),
      component: inputOf(field),
    })),
  };
}

/** The token of a submitted form. */
export function formToken(customId: string): string {
  return customId.startsWith(formPrefix) ? customId.slice(formPrefix.length) : customId;
}

/** The values of a submitted form, by option name. */
export function formInput(interaction: ModalSubmitInteraction): RawInput {
  const filled = [...interaction.fields.fields].flatMap(([name, field]) =>
    'value' in field && typeof field.value === 'string' ? [[name, field.value] as const] : [],
  );
  return Object.fromEntries(filled);
}

function inputOf({ option, value, required, paragraph, maxLength }: FormField) {
  return {
    type: ComponentType.TextInput as const,
    custom_id: option,
    style: paragraph ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required,
    // A text from before a limit was lowered must still be shown in full, so that nothing is lost.
    max_length: Math.min(Math.max(maxLength, value?.length ?? 0), maxText),
    ...(value !== undefined && value !== '' && { value }),
  };
}
