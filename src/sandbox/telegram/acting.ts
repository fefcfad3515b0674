import { randomUUID } from 'node:crypto';
import type { Callbacks, PressAnswer } from './callbacks.ts';
import type { BotDelivery } from './delivery.ts';
import type {
  ChatState,
  SandboxButton,
  SandboxDocument,
  SandboxEntity,
  SandboxMessage,
  Sender,
} from './model.ts';
import { type SandboxPerson, toUser } from './people.ts';
import type { PhotoStore } from './photo.ts';
import type { Updates } from './updates.ts';
import { toWireMessage } from './wire.ts';
import type { World } from './world.ts';

/** What a person sends. With a photo or a file, the text is its caption. */
interface Saying {
  readonly as: SandboxPerson;
  readonly chatId: number;
  readonly text: string;
  readonly photo?: Uint8Array;
  /** Sent "as a file". */
  readonly document?: Omit<SandboxDocument, 'fileId'>;
  readonly replyTo?: number;
  readonly threadId?: number;
  /** People whose names in the text become links to them, as apps mention people without a username. */
  readonly mentions?: readonly SandboxPerson[];
  /** Formatting chosen in the app. */
  readonly formatting?: readonly SandboxEntity[];
  /** Whether it is sent as the group itself, so that no person shows. */
  readonly anonymousAdmin?: boolean;
}

/** A post in a channel by one of its administrators. */
interface ChannelPost {
  readonly chatId: number;
  readonly text: string;
  readonly photo?: Uint8Array;
  /** The name of whoever posts, where the channel signs its posts. */
  readonly signature?: string;
}

/** A button to press, by its words or its data. The data may be forged, as a changed client can do. */
type Press = { readonly as: SandboxPerson; readonly chatId: number; readonly messageId: number } & (
  | { readonly label: string }
  | { readonly data: string }
);

/** Does in the sandbox what people do in Telegram. Every method throws when that person could not do it there. */
export interface Acting {
  say(saying: Saying): { readonly messageId: number };
  postInChannel(post: ChannelPost): { readonly messageId: number };
  /** Resolves with the bot's answer. Rejects when there is none within 10 seconds. */
  press(press: Press): Promise<PressAnswer>;
}

/** What {@link createActing} works on. */
export interface ActingDeps {
  readonly world: World;
  readonly photos: PhotoStore;
  readonly updates: Updates;
  readonly callbacks: Callbacks;
  readonly delivery: BotDelivery;
}

/** Makes {@link Acting}. */
export function createActing({ world, photos, updates, callbacks, delivery }: ActingDeps): Acting {
  const chatInstance = randomUUID();

  function write(
    chat: ChatState,
    sender: Sender,
    saying: Omit<Saying, 'as'> & Pick<ChannelPost, 'signature'>,
  ): { readonly messageId: number } {
    const message = world.addMessage(chat, {
      sender,
      text: saying.text,
      entities: typedEntities(saying),
      photo: saying.photo && photos.add(saying.photo),
      document: saying.document && photos.addDocument(saying.document),
      replyToId: saying.replyTo,
      threadId: saying.threadId,
      signature: saying.signature,
    });
    delivery.message(chat, message);
    return { messageId: message.id };
  }

  return {
    say(saying) {
      const chat = world.chat(saying.chatId);
      assertMaySpeak(chat, saying);
      const sender: Sender =
        saying.anonymousAdmin === true ? { kind: 'anonymous-admin' } : { kind: 'person', person: saying.as };
      return write(chat, sender, saying);
    },
    postInChannel(post) {
      const chat = world.chat(post.chatId);
      if (chat.kind !== 'channel') throw new Error(`${chat.title} is no channel: use say.`);
      return write(chat, { kind: 'channel' }, post);
    },
    async press(press) {
      const chat = world.chat(press.chatId);
      const message = pressedMessage(chat, press);
      const data = dataOf(press, message);
      const { id, answered } = callbacks.open('label' in press ? press.label : press.data);
      updates.push('callback_query', {
        id,
        from: toUser(press.as),
        message: toWireMessage(world, message),
        chat_instance: chatInstance,
        data,
      });
      return answered;
    },
  };
}

function assertMaySpeak(chat: ChatState, { as, replyTo, threadId, anonymousAdmin }: Saying): void {
  if (chat.kind === 'channel') throw new Error(`${chat.title} is a channel: use postInChannel.`);
  if (chat.migratedTo !== undefined)
    throw new Error(`${chat.title} is a supergroup now: ${chat.migratedTo}.`);
  if (chat.blocked) throw new Error(`${as.name} has blocked the bot: call unblockBot first.`);
  assertIsIn(chat, as);
  if (anonymousAdmin === true && chat.members.get(as.id)?.administrator !== true) {
    throw new Error(`${as.name} is no administrator of ${chat.title}.`);
  }
  if (replyTo !== undefined && !chat.messages.has(replyTo)) {
    throw new Error(`${chat.title} has no message ${replyTo} to answer.`);
  }
  if (threadId !== undefined && !chat.topics.has(threadId)) {
    throw new Error(`${chat.title} has no topic ${threadId}.`);
  }
}

function pressedMessage(chat: ChatState, { as, messageId }: Press): SandboxMessage {
  assertIsIn(chat, as);
  const message = chat.messages.get(messageId);
  if (message === undefined) throw new Error(`${chat.title} has no message ${messageId}.`);
  return message;
}

/** Throws unless the person is in the chat. Channels let anybody in, so nobody is listed there. */
function assertIsIn(chat: ChatState, person: SandboxPerson): void {
  if (chat.kind === 'channel' || chat.members.has(person.id)) return;
  throw new Error(`${person.name} is not in ${chat.title}: call addMember or addPrivateChat first.`);
}

/** What apps mark by themselves: commands and @usernames at the beginning of a word, and the mentioned names. */
function typedEntities(saying: Pick<Saying, 'text' | 'mentions' | 'formatting'>): readonly SandboxEntity[] {
  const { text, mentions: mentioned = [], formatting = [] } = saying;
  const commands = text.matchAll(/(?<![\w/<>])\/\w{1,64}(?:@\w{3,32})?(?![\w/<>])/g);
  const usernames = text.matchAll(/(?<![\w/@])@\w{3,32}(?!\w)/g);
  const names = mentioned.map((person) => ({ person, offset: text.indexOf(person.name) }));
  const missing = names.find((it) => it.offset < 0);
  if (missing !== undefined) throw new Error(`"${missing.person.name}" does not stand in the text.`);
  const entities: readonly SandboxEntity[] = [
    ...formatting,
    ...Array.from(commands, (it) => spanOf('bot_command', it.index, it[0])),
    ...Array.from(usernames, (it) => spanOf('mention', it.index, it[0])),
    ...names.map(({ person, offset }) => ({
      ...spanOf('text_mention', offset, person.name),
      user: toUser(person),
    })),
  ];
  return entities.toSorted((a, b) => a.offset - b.offset);
}

function spanOf(type: SandboxEntity['type'], offset: number, text: string): SandboxEntity {
  return { type, offset, length: text.length };
}

function dataOf(press: Press, message: SandboxMessage): string {
  if ('data' in press) return press.data;
  const buttons = message.buttons.flat();
  const button = buttons.find((it) => it.text === press.label);
  if (button !== undefined && isDataButton(button)) return button.data;
  const labels = buttons.map((it) => `"${it.text}"`).join(', ') || 'none';
  throw new Error(`Message ${message.id} has no button "${press.label}" to press; its buttons: ${labels}.`);
}

function isDataButton(button: SandboxButton): button is Extract<SandboxButton, { data: string }> {
  return 'data' in button;
}
