/** How much is measured. */
export interface Size {
  /** Mailboxes that are woken, and how often all of them are. */
  readonly mailboxes: number;
  readonly wakeRounds: number;
  /** Wake-ups of each mailbox in the check that none is lost. */
  readonly wakesEach: number;
  /** Places on each platform that follow the story, and updates that are sent to them. */
  readonly places: number;
  readonly updates: number;
  /** Updates whose way to the first request is timed, on each platform. */
  readonly timedUpdates: number;
  /** Places on each platform and entries in the count of bytes. */
  readonly keptPlaces: number;
  readonly keptEntries: number;
  /** How often an entry is rendered on each platform. */
  readonly renderings: number;
}

/** About a minute on two cores. */
export const fullSize: Size = {
  mailboxes: 2_000,
  wakeRounds: 3,
  wakesEach: 20,
  places: 300,
  updates: 5,
  timedUpdates: 50,
  keptPlaces: 200,
  keptEntries: 20,
  renderings: 3_000,
};

/** A few seconds: whether it runs at all. Its figures mean little. */
export const quickSize: Size = {
  mailboxes: 50,
  wakeRounds: 1,
  wakesEach: 5,
  places: 5,
  updates: 2,
  timedUpdates: 3,
  keptPlaces: 5,
  keptEntries: 3,
  renderings: 20,
};
