import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Changes } from './changes.ts';
import {
  closeCode,
  identifySchema,
  readPacket,
  resumeSchema,
  sendMembers,
  sendPacket,
  sendWelcome,
} from './gateway-packets.ts';
import { GatewaySession } from './gateway-session.ts';
import { opcode } from './protocol.ts';
import type { GatewayEvent, World } from './state.ts';

/** Lets tests and the demo act on the bot's connections. */
export interface GatewayControl {
  /** How many clients are connected and identified. */
  connectedCount(): number;
  /** How many times clients identified themselves; resuming does not count. */
  identifyCount(): number;
  /** Closes all connections with a close code, 4000 when left out; sessions stay and can be resumed. */
  disconnectAll(code?: number): void;
  /** Takes nothing more from all connections and answers nothing, without closing them. */
  fallSilent(): void;
  /** Asks all clients to reconnect and resume (operation 7). */
  reconnectAll(): void;
  /** Ends all sessions (operation 9): clients must identify again. */
  invalidateSessions(): void;
  /** Sends an event to all sessions that want it. */
  emit(event: GatewayEvent): void;
}

/** What the gateway needs. */
export interface GatewayDeps {
  readonly token: string;
  readonly changes: Changes;
  /** A function, because the world is made after the gateway. */
  readonly world: () => World;
}

/**
 * The web socket over which the bot gets events (Discord, Gateway): HELLO, heartbeats, IDENTIFY, READY, events, RESUME.
 */
export class Gateway implements GatewayControl {
  readonly #deps: GatewayDeps;
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #bySocket = new WeakMap<WebSocket, GatewaySession>();
  #identified = 0;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#sockets.on('connection', (socket) => this.#greet(socket));
  }

  connectedCount(): number {
    return this.#connected().length;
  }

  identifyCount(): number {
    return this.#identified;
  }

  disconnectAll(code: number = closeCode.unknownError): void {
    for (const { socket } of this.#connected()) socket?.close(code);
  }

  fallSilent(): void {
    for (const client of this.#sockets.clients) client.pause();
  }

  reconnectAll(): void {
    for (const { socket } of this.#connected()) if (socket) sendPacket(socket, opcode.reconnect, null);
  }

  invalidateSessions(): void {
    const ended = this.#connected();
    this.#sessions.clear();
    for (const { socket } of ended) if (socket) sendPacket(socket, opcode.invalidSession, false);
  }

  emit(event: GatewayEvent): void {
    for (const session of this.#sessions.values())
      if (session.wants(event)) session.dispatch(event.name, event.data);
  }

  /** Serves the gateway on a web server. */
  attach(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      this.#sockets.handleUpgrade(request, socket, head, (accepted) =>
        this.#sockets.emit('connection', accepted, request),
      );
    });
  }

  /** Cuts all connections. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      for (const client of this.#sockets.clients) client.terminate();
      this.#sockets.close(() => resolve());
    });
  }

  #connected(): readonly GatewaySession[] {
    return [...this.#sessions.values()].filter((session) => session.socket !== undefined);
  }

  #greet(socket: WebSocket): void {
    sendPacket(socket, opcode.hello, { heartbeat_interval: 41_250 });
    socket.on('message', (data) => this.#receive(socket, textOfFrame(data)));
    socket.on('close', (code) => this.#leave(socket, code));
  }

  /** A client that closes with 1000 or 1001 gives up its session (Discord, Gateway, Disconnecting). */
  #leave(socket: WebSocket, code: number): void {
    const session = this.#bySocket.get(socket);
    session?.detach(socket);
    if (session && (code === 1000 || code === 1001)) this.#sessions.delete(session.id);
    this.#deps.changes.notify();
  }

  #receive(socket: WebSocket, text: string): void {
    const packet = readPacket(text);
    if (!packet) return socket.close(closeCode.decodeError, 'Error while decoding payload.');
    const session = this.#bySocket.get(socket);
    if (packet.op === opcode.heartbeat) {
      if (typeof packet.d === 'number') session?.confirm(packet.d);
      return sendPacket(socket, opcode.heartbeatAck, null);
    }
    if (packet.op === opcode.identify) return this.#identify(socket, packet.d);
    if (packet.op === opcode.resume) return this.#resume(socket, packet.d);
    if (!session) return socket.close(closeCode.notAuthenticated, 'Not authenticated.');
    if (packet.op === opcode.requestMembers) return sendMembers(this.#deps.world(), session, packet.d);
    // The bot's presence is not shown anywhere here.
    if (packet.op !== opcode.presenceUpdate) socket.close(closeCode.unknownOpcode, 'Unknown opcode.');
  }

  #identify(socket: WebSocket, data: unknown): void {
    const input = identifySchema.safeParse(data);
    if (!input.success) return socket.close(closeCode.decodeError, 'Error while decoding payload.');
    if (!this.#isToken(input.data.token)) return socket.close(closeCode.badToken, 'Authentication failed.');
    const world = this.#deps.world();
    const { intents, shard } = input.data;
    const session = new GatewaySession({ id: world.newId(), intents, shard }, socket);
    this.#identified += 1;
    this.#sessions.set(session.id, session);
    this.#bySocket.set(socket, session);
    sendWelcome(world, session);
    this.#deps.changes.notify();
  }

  #resume(socket: WebSocket, data: unknown): void {
    const input = resumeSchema.safeParse(data);
    if (!input.success) return socket.close(closeCode.decodeError, 'Error while decoding payload.');
    if (!this.#isToken(input.data.token)) return socket.close(closeCode.badToken, 'Authentication failed.');
    const session = this.#sessions.get(input.data.session_id);
    if (!session) return sendPacket(socket, opcode.invalidSession, false);
    this.#bySocket.set(socket, session);
    session.resume(socket, input.data.seq);
    this.#deps.changes.notify();
  }

  #isToken(given: string): boolean {
    return given.replace(/^Bot /, '') === this.#deps.token;
  }
}

function textOfFrame(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString();
}
