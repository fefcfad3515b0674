import { type Command, Redis } from 'ioredis';

type Stream = NonNullable<Parameters<Redis['sendCommand']>[1]>;

/**
 * A connection that writes all commands of one step of the event loop with one system call. They are sent in order
 * and each gets its own answer; but Redis finds many at once, and waits for the disk only once for all of them.
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
    // After everything that follows from one read of the socket, and before anything else.
    process.nextTick(() => {
      this.#isHeld = false;
      stream.uncork();
    });
  }
}
