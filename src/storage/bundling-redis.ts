import { type Command, Redis } from 'ioredis';

type Stream = NonNullable<Parameters<Redis['sendCommand']>[1]>;

/**
 * A connection that writes all commands of one step of the event loop with one system call. They leave in the order in
 * which they were given, and each has its own answer, as ever; but Redis finds many at once, and waits for the disk once for all.
 */
export class BundlingRedis extends Redis {
  #isHeld = false;

  override sendCommand(command: Command, stream?: Stream): unknown {
    this.#hold();
    return super.sendCommand(command, stream);
  }

  #hold(): void {
    const { stream } = this;
    if (this.#isHeld || !stream) return;
    this.#isHeld = true;
    stream.cork();
    // After all that follows from one reading of the socket, and before anything else.
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }
}
