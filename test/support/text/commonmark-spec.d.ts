// The package ships the specification's text and a reader of its examples, without declarations.
declare module 'commonmark-spec' {
  interface Example {
    /** With `→` for each tab, as in `html`. */
    readonly markdown: string;
    readonly html: string;
    readonly section: string;
    readonly number: number;
  }

  const spec: { readonly tests: readonly Example[] };
  export default spec;
}
