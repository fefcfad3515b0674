/** An update as Telegram sent it. */
export interface StoredUpdate {
  readonly updateId: number;
  /** The whole update, as JSON. */
  readonly json: string;
}

/**
 * Where fetched updates stand until they are handled. Telegram forgets an update once the next ones are asked for;
 * what is in here survives the end of the process.
 */
export interface Inbox {
  /** Keeps updates; one that is kept already stays as it is. Throws when they are not safe. */
  add(updates: readonly StoredUpdate[]): Promise<void>;
  remove(updateId: number): Promise<void>;
  /** What is kept, by update id, the lowest first. */
  all(): Promise<readonly StoredUpdate[]>;
}
