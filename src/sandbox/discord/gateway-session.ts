import type { WebSocket } from 'ws';
import { type Json, opcode } from './protocol.ts';
import type { GatewayEvent } from './state.ts';

interface Sent {
  readonly sequence: number;
  readonly text: string;
}

/** What a client said when it identified itself. */
export interface SessionInput {
  readonly id: string;
  readonly intents: number;
  readonly shard: readonly [number, number];
}

/**
 * One session of a client. Its events are numbered and kept until the client confirms them, so that it can resume.
 */
export class GatewaySession {
  readonly id: string;
  readonly #intents: number;
  readonly shard: readonly [number, number];
  #socket: WebSocket | undefined;
  #sequence = 0;
  #unconfirmed: Sent[] = [];

  constructor({ id, intents, shard }: SessionInput, socket: WebSocket) {
    this.id = id;
    this.#intents = intents;
    this.shard = shard;
    this.#socket = socket;
  }

  /** The connection; undefined while the client is away. */
  get socket(): WebSocket | undefined {
    return this.#socket;
  }

  /**
   * Whether the client asked for such events and its shard has the server: `(guild_id >> 22) % shards` (Discord,
   * Gateway).
   */
  wants({ intents, guildId }: Pick<GatewayEvent, 'intents' | 'guildId'>): boolean {
    if (intents !== 0 && (this.#intents & intents) === 0) return false;
    const [shard, count] = this.shard;
    return guildId === undefined ? shard === 0 : Number((BigInt(guildId) >> 22n) % BigInt(count)) === shard;
  }

  /** Sends an event, or keeps it until the client is back. */
  dispatch(name: string, data: Json | readonly unknown[]): void {
    this.#sequence += 1;
    const text = JSON.stringify({ op: opcode.dispatch, t: name, s: this.#sequence, d: data });
    this.#unconfirmed.push({ sequence: this.#sequence, text });
    this.#socket?.send(text);
  }

  /** Forgets the events up to a sequence number: the client has them. */
  confirm(sequence: number): void {
    this.#unconfirmed = this.#unconfirmed.filter((sent) => sent.sequence > sequence);
  }

  /** The client has left; the session stays and can be resumed. */
  detach(socket: WebSocket): void {
    if (this.#socket === socket) this.#socket = undefined;
  }

  /** The client is back: sends what it missed, then RESUMED. */
  resume(socket: WebSocket, sequence: number): void {
    this.#socket = socket;
    this.confirm(sequence);
    for (const { text } of this.#unconfirmed) socket.send(text);
    this.dispatch('RESUMED', {});
  }
}
