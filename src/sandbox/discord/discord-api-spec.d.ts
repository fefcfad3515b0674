// The package ships its zod schemas as JavaScript without declarations; these are the ones that the stand-in uses.
declare module 'discord-api-spec/zod' {
  interface SpecIssue {
    readonly code: string;
    readonly path: readonly (string | number)[];
    readonly origin?: string;
    readonly expected?: string;
    readonly minimum?: number | bigint;
    readonly maximum?: number | bigint;
    readonly values?: readonly unknown[];
    readonly errors?: readonly (readonly SpecIssue[])[];
  }
  interface SpecSchema {
    safeParse(
      value: unknown,
    ):
      | { readonly success: true }
      | { readonly success: false; readonly error: { readonly issues: readonly SpecIssue[] } };
  }

  export type { SpecIssue, SpecSchema };
  export const ApplicationCommandAutocompleteCallbackRequestSchema: SpecSchema;
  export const ApplicationCommandUpdateRequestSchema: SpecSchema;
  export const CreateMessageInteractionCallbackRequestSchema: SpecSchema;
  export const CreateTextThreadWithoutMessageRequestSchema: SpecSchema;
  export const IncomingWebhookRequestPartialSchema: SpecSchema;
  export const IncomingWebhookUpdateRequestPartialSchema: SpecSchema;
  export const MessageCreateRequestSchema: SpecSchema;
  export const MessageEditRequestPartialSchema: SpecSchema;
  export const ModalInteractionCallbackRequestSchema: SpecSchema;
  export const UpdateMessageInteractionCallbackRequestSchema: SpecSchema;
}
