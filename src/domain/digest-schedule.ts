/** When scheduled digests go out: at a clock time in the story's zone each day, or every so many hours. */
export type DigestSchedule =
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  | { readonly kind: 'every'; readonly hours: number };
