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
  /** Destinations, on both platforms together, to which one growing newsroom delivers. */
  readonly growth: readonly number[];
  /** Places and routine entries that wait when a flash comes. */
  readonly crowdPlaces: number;
  readonly crowdEntries: number;
  /** Places on each platform that get an update under the platforms' limits. */
  readonly limitedPlaces: number;
  /** How often an entry is rendered on each platform. */
  readonly renderings: number;
  /** Readers who listen to a story's page, and how often it is fetched. */
  readonly readers: number;
  readonly pageFetches: number;
  /** Readers who ask for the same digest at the same moment. */
  readonly askers: number;
}

/** Three to six minutes on two cores: what is held to the platforms' limits takes its time on any machine. */
export const fullSize: Size = {
  mailboxes: 2_000,
  wakeRounds: 3,
  wakesEach: 20,
  places: 300,
  updates: 5,
  timedUpdates: 50,
  keptPlaces: 200,
  keptEntries: 20,
  growth: [1_000, 10_000, 100_000],
  crowdPlaces: 200,
  crowdEntries: 50,
  limitedPlaces: 1_000,
  renderings: 3_000,
  readers: 10_000,
  pageFetches: 20_000,
  askers: 1_000,
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
  growth: [10, 40],
  crowdPlaces: 5,
  crowdEntries: 4,
  limitedPlaces: 5,
  renderings: 20,
  readers: 20,
  pageFetches: 100,
  askers: 50,
};
