/** The right to be the one process that listens to a platform. */
export interface Lease {
  /**
   * Takes or prolongs the lease; it expires unless this is called again and again. False when another process has it.
   * Throws when nobody knows who has it.
   */
  take(): Promise<boolean>;
  /** Gives the lease back if this process has it, so that the next one need not wait until it expires. */
  release(): Promise<void>;
}
