import type { DestinationId } from '../domain/destination.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { PlatformName } from '../domain/person.ts';
import type { Picture } from '../domain/picture.ts';
import type { PostButton } from '../domain/post-button.ts';
import type { RichText } from '../domain/text/rich-text.ts';
import type { Instant } from '../domain/time/instant.ts';

/** Formatting of a stretch of a part's text, for platforms that take it beside the text. Offsets in UTF-16 units. */
export interface TextEntity {
  readonly type: string;
  readonly offset: number;
  readonly length: number;
  readonly url?: string;
  readonly language?: string;
  /** Of a `date_time`: the moment in seconds. */
  readonly unix_time?: number;
  /** Of a `date_time`: what of the moment is shown. */
  readonly date_time_format?: string;
}

/** One message's worth of content, within every limit of its platform. */
export interface Part {
  /** A short stable hash of everything below; equal fingerprints mean equal messages. */
  readonly fingerprint: string;
  readonly text: string;
  readonly entities: readonly TextEntity[];
  readonly picture?: Picture;
  /** The address that may unfold into a preview; none when absent. */
  readonly linkPreview?: string;
  readonly buttons?: readonly PostButton[];
}

/** How a text is to be rendered. */
export interface RenderOptions {
  readonly picture?: Picture;
  /** The address of the one link that may unfold into a preview; none when absent. */
  readonly linkPreview?: string;
  /** The buttons under the first message; those of kind `action` stand under the last one. */
  readonly buttons?: readonly PostButton[];
}

/** Turns the neutral tree into messages. Pure: the same input always gives the same parts. */
export type Render = (content: RichText, options?: RenderOptions) => readonly Part[];

/** One message to send. A picture that cannot be had is left out, and the outcome says so. */
export interface SendRequest {
  readonly destination: DestinationId;
  readonly part: Part;
  /** Stable for this destination, content and part: platforms that can, use it to send at most once. */
  readonly idempotencyKey: string;
  readonly silent: boolean;
  /** The message that this one answers; if that is gone, this one is sent without. */
  readonly replyTo?: string;
}

/** A message that may have been sent. */
export interface SentSearch {
  readonly request: SendRequest;
  /** When it was first tried. */
  readonly since: Instant;
  /** Whether it may show another text than the request's. */
  readonly mayDiffer: boolean;
}

/**
 * One message to change in place. `part.picture` is only there when the message was sent with it; a part without one
 * takes the picture of the message away.
 */
export interface EditRequest {
  readonly destination: DestinationId;
  readonly messageId: string;
  readonly part: Part;
  /** Whether the message may have lost its picture since: it is put there again. */
  readonly restoresPicture?: boolean;
}

/** One message at a destination. */
export interface MessageRef {
  readonly destination: DestinationId;
  readonly messageId: string;
}

/** Why a message goes out without a picture whose bytes are gone. */
export const notKept = 'it is not kept any more';

/** A call that is about to be made. */
export interface PacedCall {
  readonly operation: 'send' | 'edit' | 'delete' | 'pin' | 'publish';
  readonly destination: DestinationId;
  /** Of an edit: whether the message was published to other servers. */
  readonly isPublished?: boolean;
  /** Of a publication: whether some room is left for others. */
  readonly leavesRoom?: boolean;
  /** Of everything but a send. */
  readonly messageId?: string;
}

/** At most so many calls in any stretch of time of that length. */
export interface PaceWindow {
  readonly calls: number;
  readonly perMs: number;
}

/** How fast a platform may be called at one place. */
export interface Pace {
  /** Calls of the same name are counted together. */
  readonly name: string;
  readonly windows: readonly PaceWindow[];
  /** Whether every call to the destination counts, so that none needs to be tried before the next is allowed. */
  readonly holdsAll: boolean;
}

/** Reads the bytes of a stored picture; undefined when they are not kept any more. */
export type LoadMedia = (mediaId: string) => Promise<Uint8Array | undefined>;

/**
 * How deliveries leave Dateline: one platform's sending side. Each method makes one API call, never throws for
 * what a platform answers, and retries nothing: what to do next is decided by the caller from the outcome.
 */
export interface Messenger {
  readonly platform: PlatformName;
  /** Whether repeating a send with the same idempotency key is harmless for some minutes. */
  readonly sendIsRepeatable: boolean;
  readonly render: Render;
  /** What the platform allows at the place of a call, beside what the bot may call in all; undefined for no limit. */
  pace?(call: PacedCall): Pace | undefined;
  send(request: SendRequest): Promise<Outcome>;
  /**
   * Looks whether a send has arrived that nobody answered, for when a repeat is not harmless any more: `delivered` when
   * its message is there, `message-gone` when it is not, `unknown` when that cannot be told. Absent where the platform
   * shows a bot no history.
   */
  findSent?(search: SentSearch): Promise<Outcome>;
  edit(request: EditRequest): Promise<Outcome>;
  delete(message: MessageRef): Promise<Outcome>;
  /** Pins without a sound. */
  pin(message: MessageRef): Promise<Outcome>;
  /** Passes a message on to the places that follow its channel; absent where the platform has nothing like it. */
  publish?(message: MessageRef): Promise<Outcome>;
}

/** How one platform's listening side stands. */
export interface ConnectionStatus {
  readonly platform: PlatformName;
  readonly ready: boolean;
  /** Why it is not ready, in plain words; absent when it is. */
  readonly why?: string;
  /** What an operator should know all the same, when it is ready. */
  readonly note?: string;
}

/** One platform's listening side: receives commands, answers them, reports changes of rights. */
export interface Intake {
  readonly platform: PlatformName;
  status(): ConnectionStatus;
  /** Connects and goes on trying until it is told to stop; returns at once. */
  start(): void;
  /** Takes in nothing new, finishes what is under way, disconnects. */
  stop(): Promise<void>;
}
