import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Picture } from '../domain/picture.ts';
import type { PostButton } from '../domain/post-button.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';

/** Formatting of a stretch of a part's text, for platforms that take it besides the text. Offsets in UTF-16 units. */
export interface TextEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  /** For a `date_time`: the moment in seconds. */
  readonly unix_time?: number;
  /** For a `date_time`: the format to show. */
  readonly date_time_format?: string;
}

/** The content of one message, within every limit of its platform. */
export interface Part {
  /** A short stable hash of everything below; equal fingerprints mean equal messages. */
  readonly fingerprint: string;
  readonly text: string;
  readonly entities: readonly TextEntity[];
  readonly picture?: Picture;
  /** The address that may show a preview; none when absent. */
  readonly linkPreview?: string;
  readonly buttons?: readonly PostButton[];
}

/** How a text is to be rendered. */
export interface RenderOptions {
  readonly picture?: Picture;
  /** The address of the one link that may show a preview; none when absent. */
  readonly linkPreview?: string;
  /** Buttons below the first message; those of kind `action` go below the last one. */
  readonly buttons?: readonly PostButton[];
}

/** Turns the neutral tree into messages. Pure: the same input always gives the same parts. */
export type Render = (content: RichText, options?: RenderOptions) => readonly Part[];

/** One message to send. A picture that cannot be loaded is left out, and the outcome says so. */
export interface SendRequest {
  readonly destination: DestinationId;
  readonly part: Part;
  /** Stable for this destination, content and part. Platforms that support it use it to send at most once. */
  readonly idempotencyKey: string;
  readonly silent: boolean;
  /** The message to reply to. If it is gone, this message is sent without a reply. */
  readonly replyTo?: string;
}

/** A message that may have been sent. */
export interface SentSearch {
  readonly request: SendRequest;
  /** When it was first tried. */
  readonly since: Instant;
  /** Whether it may show a text other than the request's. */
  readonly mayDiffer: boolean;
}

/**
 * One message to change in place. `part.picture` is present only if the message was sent with it; a part without a
 * picture removes it.
 */
export interface EditRequest {
  readonly destination: DestinationId;
  readonly messageId: string;
  readonly part: Part;
  /** Whether the message may have lost its picture, so that it is added again. */
  readonly restoresPicture?: boolean;
}

/** One message at a destination. */
export interface MessageRef {
  readonly destination: DestinationId;
  readonly messageId: string;
}

/** Why a message is sent without a picture whose bytes are gone. */
export const notKept = 'it is not kept any more';

/** A call that is about to be made. */
export interface PacedCall {
  readonly operation: 'send' | 'edit' | 'delete' | 'pin' | 'publish';
  readonly destination: DestinationId;
  /** For an edit: whether the message was published to other servers. */
  readonly isPublished?: boolean;
  /** For a publication: whether it has to leave some for others. */
  readonly leavesRoom?: boolean;
  /** Absent for a send. */
  readonly messageId?: string;
}

/** At most `calls` in any period of this length. */
export interface PaceWindow {
  readonly calls: number;
  readonly perMs: number;
}

/** How often a platform may be called at one place. */
export interface Pace {
  /** Calls with the same name are counted together. */
  readonly name: string;
  readonly windows: readonly PaceWindow[];
  /** Whether every call to the destination counts, so that none needs to be tried before the next is allowed. */
  readonly holdsAll: boolean;
}

/** Reads the bytes of a stored picture; undefined when they are no longer stored. */
export type LoadMedia = (mediaId: string) => Promise<Uint8Array | undefined>;

/**
 * How deliveries leave Dateline: one platform's sending side. Each method makes one API call, never throws for a
 * platform's answer, and retries nothing. The caller decides from the outcome what to do next.
 */
export interface Messenger {
  readonly platform: PlatformName;
  /** Whether a send can be repeated with the same idempotency key, for some minutes, without a second message. */
  readonly sendIsRepeatable: boolean;
  readonly render: Render;
  /** What the platform allows at the place of a call, besides the bot's overall limit; undefined for no limit. */
  pace?(call: PacedCall): Pace | undefined;
  /**
   * Undefined when the last call was answered. Otherwise makes one that changes nothing, so that a silence costs the
   * sends under way and not all that wait: `unchanged` when it is answered, else why a send should be made later.
   * Absent where a send can be repeated.
   */
  check?(): Promise<Outcome> | undefined;
  send(request: SendRequest): Promise<Outcome>;
  /**
   * Finds out whether a send without an answer has arrived, when a repeat could make a second message: `delivered`
   * when its message is there, `message-gone` when it is not, `unknown` when that is not known. Absent where the
   * platform shows bots no history.
   */
  findSent?(search: SentSearch): Promise<Outcome>;
  edit(request: EditRequest): Promise<Outcome>;
  delete(message: MessageRef): Promise<Outcome>;
  /** Pins silently. */
  pin(message: MessageRef): Promise<Outcome>;
  /** Publishes a message to the places that follow its channel; absent where the platform has no such thing. */
  publish?(message: MessageRef): Promise<Outcome>;
}

/** The state of one platform's listening side. */
export interface ConnectionStatus {
  readonly platform: PlatformName;
  readonly ready: boolean;
  /** Why it is not ready, in plain words; absent when it is. */
  readonly why?: string;
  /** What an operator should know although it is ready. */
  readonly note?: string;
}

/** One platform's listening side: receives commands, answers them, reports changes of rights. */
export interface Intake {
  readonly platform: PlatformName;
  status(): ConnectionStatus;
  /** Connects, and keeps trying until it is stopped. Returns at once. */
  start(): void;
  /** Accepts nothing new, finishes what is under way, and disconnects. */
  stop(): Promise<void>;
}
