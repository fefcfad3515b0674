/** An update as Telegram sent it. */
export interface StoredUpdate {
  readonly updateId: number;
  /** The whole update, as JSON. */
  readonly json: string;
}

/**
 * Where fetched updates are until they are handled. Telegram forgets an update once the next ones are asked for; what
 * is here survives the end of the process.
 */
export interface Inbox {
  /** Stores updates. One that is stored already stays as it is. Throws when they are not safe. */
  add(updates: readonly StoredUpdate[]): Promise<void>;
  remove(updateId: number): Promise<void>;
  /** The stored updates, lowest id first. */
  all(): Promise<readonly StoredUpdate[]>;
}
