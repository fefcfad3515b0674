import type { Writable } from 'node:stream';
import type { StoryVersions } from './story-versions.ts';

/** Readers who listen for revisions of stories. */
export interface LiveReaders {
  /** Returns false, and begins nothing, when there is no room. */
  join(reader: LiveReader): boolean;
  /** Ends all streams; nobody can join after that. */
  close(): void;
}

/** Somebody who listens to a story. */
export interface LiveReader {
  readonly slug: string;
  /** The revision that the reader has; every other one is sent, beginning with the current one. */
  readonly known: number | undefined;
  /** Opens the stream for server-sent events. */
  begin(): Writable;
}

/** What {@link createLiveReaders} needs. */
export interface LiveReadersDeps {
  readonly versions: StoryVersions;
  /** How many may listen to this process. */
  readonly maxReaders: number;
  /** How often a story with readers is checked. */
  readonly pollMs: number;
  /** How often something is sent when there is no news, so that no proxy takes the stream for dead. */
  readonly heartbeatMs: number;
}

/** A reader with this many unsent bytes is no longer listening. */
const maxUnsentBytes = 16_384;

/** The readers of one story. */
interface Room {
  readonly readers: Set<Writable>;
  readonly poll: NodeJS.Timeout;
  /** The newest known revision; undefined before the first check. */
  version: number | undefined;
}

/** Checks each story that has readers once per `pollMs`, however many there are. */
export function createLiveReaders(deps: LiveReadersDeps): LiveReaders {
  const { versions, maxReaders, pollMs, heartbeatMs } = deps;
  const rooms = new Map<string, Room>();
  let count = 0;
  let isOpen = true;
  const heartbeat = setInterval(() => {
    for (const { readers } of rooms.values()) tell(readers, ':\n\n');
  }, heartbeatMs);
  heartbeat.unref();

  function open(slug: string): Room {
    const room: Room = {
      readers: new Set(),
      poll: setInterval(() => void look(slug, room), pollMs),
      version: undefined,
    };
    room.poll.unref();
    rooms.set(slug, room);
    void look(slug, room);
    return room;
  }

  async function look(slug: string, room: Room): Promise<void> {
    // While the records do not answer there is nothing to send; the next check is soon.
    const version = await versions.current(slug).catch(() => undefined);
    if (version === undefined || version <= (room.version ?? 0)) return;
    room.version = version;
    tell(room.readers, revisionEvent(version));
  }

  function leave(slug: string, room: Room, response: Writable): void {
    if (!room.readers.delete(response)) return;
    count -= 1;
    if (room.readers.size > 0) return;
    clearInterval(room.poll);
    rooms.delete(slug);
  }

  return {
    join({ slug, known, begin }) {
      if (!isOpen || count >= maxReaders) return false;
      const room = rooms.get(slug) ?? open(slug);
      const response = begin();
      room.readers.add(response);
      count += 1;
      response.once('close', () => leave(slug, room, response));
      const isBehind = room.version !== undefined && room.version !== known;
      response.write(`retry: 5000\n\n${isBehind ? revisionEvent(room.version) : ''}`);
      return true;
    },
    close() {
      isOpen = false;
      clearInterval(heartbeat);
      for (const { readers } of rooms.values()) for (const response of readers) response.end();
    },
  };
}

function revisionEvent(version: number | undefined): string {
  return `id: ${version}\nevent: revision\ndata: ${version}\n\n`;
}

function tell(readers: ReadonlySet<Writable>, text: string): void {
  for (const response of readers) {
    if (response.writableLength > maxUnsentBytes) response.destroy();
    else if (!response.writableEnded) response.write(text);
  }
}
