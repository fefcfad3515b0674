/** The right to be the one process that listens to a platform. */
export interface Lease {
  /**
   * Takes the lease, or keeps it for longer; it runs out unless this is called again and again. False when another
   * process has it. Throws when it is not known who has it.
   */
  take(): Promise<boolean>;
  /** Gives it back if this process has it, so that the next one need not wait until it runs out. */
  release(): Promise<void>;
}
