import { allCommands, pressedCommands } from '../../commands/index.ts';
import type { DestinationId } from '../../src/domain/destination.ts';
import type { Person, PersonId } from '../../src/domain/person.ts';
import { plainText } from '../../src/domain/text/plain-text.ts';
import type { Reply } from '../../src/newsroom/command/answer.ts';
import type { Call, Place, RawInput } from '../../src/newsroom/command/call.ts';
import { parseCommandLine } from '../../src/newsroom/command/command-line.ts';
import type { Dispatcher, Invocation } from '../../src/newsroom/command/dispatcher.ts';
import { createDispatcher } from '../../src/newsroom/dispatch/dispatch.ts';
import { type FetchFault, PictureNotFetched } from '../../src/newsroom/picture/picture-fault.ts';
import { createFakeNewsroom, type FakeNewsroom } from './fake-newsroom.ts';
import { pngOf } from './pictures.ts';

/** Wednesday, Feb. 25, 2026, 1:09 p.m. in Oslo. */
export const oslo1309 = Date.parse('2026-02-25T12:09:00Z');

/** The people of the tests: one of each role, and a stranger. */
export const people = {
  reporter: { id: 'telegram:1', name: 'Rolf Reporter' },
  editor: { id: 'telegram:2', name: 'Eva Editor' },
  chief: { id: 'discord:3', name: 'Carl Chief' },
  stranger: { id: 'telegram:4', name: 'Siri Stranger' },
} as const satisfies Record<string, Person>;

/** Who speaks. */
export type Speaker = keyof typeof people;

/** `#news`, where the tests take place unless they say otherwise. */
export const newsPlace: Place = { destination: 'discord:100', name: '#news in Coast Guild', kind: 'channel' };
/** A channel elsewhere, found as `@harbournews`. */
export const harbourPlace: Place = { destination: 'telegram:-200', name: 'Harbour News', kind: 'channel' };

/** The thread that the fake platform opens. */
const threadPlace: Place = { destination: 'discord:5001', name: 'a thread', kind: 'channel' };

/** Where the bot may write to people alone; the stranger has never written to it. */
const privatePlaces: Readonly<Partial<Record<Speaker, Place>>> = {
  reporter: { destination: 'telegram:1', name: 'Rolf Reporter', kind: 'private' },
  editor: { destination: 'telegram:2', name: 'Eva Editor', kind: 'private' },
};

/** What may be different about one use of a command. */
export interface CallDetails {
  /** The platform's id of this use; a new one each time when left out. */
  readonly id?: string;
  readonly place?: Place;
  readonly aboutMessageId?: string;
  readonly isPublic?: boolean;
  readonly mayBeCut?: true;
  /** The places that the speaker manages on the platform. */
  readonly manages?: readonly DestinationId[];
}

/** A newsroom in memory behind its real dispatcher and its real commands. */
export interface Chat extends FakeNewsroom {
  readonly dispatcher: Dispatcher;
  /** What the dispatcher logged. */
  readonly logged: { readonly facts: Readonly<Record<string, unknown>>; readonly message: string }[];
  call(who: Speaker, details?: CallDetails): Call;
  /** Types a command as on Telegram and reads the answer as plain text. */
  say(who: Speaker, line: string, details?: CallDetails): Promise<string>;
  /** Like `say`, with the buttons. */
  reply(who: Speaker, line: string, details?: CallDetails): Promise<Reply>;
  /** Runs a command with raw input, as a platform that needs no parsing does. */
  run(who: Speaker, path: string, input: RawInput, details?: CallDetails): Promise<string>;
}

/** Makes a newsroom with a reporter, an editor and a chief by configuration, or with these `chiefs`. */
export async function createChat(chiefs: readonly PersonId[] = [people.chief.id]): Promise<Chat> {
  const fake = createFakeNewsroom(oslo1309, chiefs);
  const { room } = fake;
  await room.staff.put(people.reporter, 'reporter');
  await room.staff.put(people.editor, 'editor');
  const logged: Chat['logged'][number][] = [];
  const log = {
    error: (facts: Readonly<Record<string, unknown>>, message: string) => logged.push({ facts, message }),
  };
  const dispatcher = createDispatcher({
    commands: allCommands(room),
    pressed: pressedCommands(room),
    room,
    log,
  });
  let calls = 0;

  function call(who: Speaker, details: CallDetails = {}): Call {
    calls += 1;
    const {
      id = `call:${calls}`,
      place = newsPlace,
      aboutMessageId,
      isPublic = false,
      mayBeCut,
      manages = [],
    } = details;
    return {
      id,
      by: people[who],
      place,
      isPublic,
      ...(aboutMessageId !== undefined && { aboutMessageId }),
      ...(mayBeCut && { mayBeCut }),
      privatePlace: async () => privatePlaces[who],
      mayManage: async ({ destination }) => manages.includes(destination),
      openThread: async (where, name) =>
        where.kind === 'private'
          ? { why: 'threads belong to text and announcement channels of a server' }
          : { ...threadPlace, name: `#${name} in Coast Guild` },
      findPlace: async (reference) =>
        [harbourPlace, threadPlace].find(({ destination, name }) =>
          [destination, name].includes(reference),
        ) ?? (reference === '@harbournews' ? harbourPlace : undefined),
      findPerson: async (reference) =>
        Object.values(people).find(({ name }) => name.startsWith(reference.slice(1))),
      fetchImage: async (upload) => fetchImage(upload.ref),
    };
  }

  async function read(line: string): Promise<Invocation> {
    const stories = await room.stories.list();
    const liveStories = stories.filter(({ state }) => state === 'live').map(({ slug }) => slug);
    const parsed = parseCommandLine(line, { commands: dispatcher.commands, liveStories });
    if (parsed === undefined || 'problem' in parsed)
      throw new Error(`cannot be read: ${line} ${parsed?.problem}`);
    return parsed;
  }

  const reply: Chat['reply'] = async (who, line, details) =>
    dispatcher.execute(await read(line), call(who, details));

  return {
    ...fake,
    dispatcher,
    logged,
    call,
    reply,
    say: async (who, line, details) => plainText((await reply(who, line, details)).content),
    async run(who, path, input, details) {
      const answer = await dispatcher.execute({ path: path.split(' '), input }, call(who, details));
      return plainText(answer.content);
    },
  };
}

/** A newsroom with one live story, `lindhavn-ferries`. */
export async function createChatWithStory(): Promise<Chat> {
  const chat = await createChat();
  await chat.say(
    'editor',
    '/story open title:"Lindhavn ferry strike" timezone:Europe/Oslo slug:lindhavn-ferries',
  );
  return chat;
}

/** The row of an entry whose first revision was delivered as one message, `m1`. */
export const delivered = {
  state: 'delivered',
  revision: 1,
  copies: [{ messageId: 'm1', fingerprint: 'f' }],
} as const;

/** The same, some minutes after an update that was delivered to `#news`, its only follower; the outbox is empty. */
export async function createChatWithCopy(update: string, minutesLater: number): Promise<Chat> {
  const chat = await createChatWithStory();
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.say('editor', update);
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', delivered);
  chat.world.outbox.length = 0;
  chat.world.now += minutesLater * 60_000;
  return chat;
}

/**
 * `gone`, `slow` and `endless` cannot be loaded, `640x360` is a PNG of this size, and everything else is not an
 * image.
 */
async function fetchImage(ref: string): Promise<Uint8Array> {
  const fault = fetchFaults[ref];
  if (fault !== undefined) throw new PictureNotFetched(fault);
  const [width, height] = ref.split('x').map(Number);
  return width && height ? pngOf({ width, height }) : Buffer.from(ref);
}

const fetchFaults: Readonly<Record<string, FetchFault>> = {
  gone: 'not-given',
  slow: 'too-slow',
  endless: 'too-large',
};
