import type { DestinationId } from '../../domain/destination.ts';
import type { Person } from '../../domain/person.ts';

/** A channel, group or private chat on either platform. */
export interface Place {
  readonly destination: DestinationId;
  /** What people call it: `#news in Coast Guild`, `Lindhavn Post (channel)`. */
  readonly name: string;
  readonly kind: 'private' | 'group' | 'channel';
  /** The address of its messages without `/` and the message's id; absent when they have no address. */
  readonly messagesAt?: string;
  /** Whether other servers can follow it and get what is published there (Discord's announcement channels). */
  readonly isFollowable?: true;
}

/** An image sent with a command, whose bytes are still with the platform. Plain data, so that it can be stored. */
export interface ImageUpload {
  readonly kind: 'image';
  /** The platform's handle of it: an attachment's address or a file id. */
  readonly ref: string;
  readonly mimeType: string;
  readonly sizeBytes: number;
}

/** An option's value as a platform delivers it, before it is parsed. */
export type RawValue = string | number | boolean | ImageUpload;

/** Option names and their raw values. */
export type RawInput = Readonly<Record<string, RawValue>>;

/**
 * One use of a command by one person, as a platform adapter passes it on. Its functions ask the platform, and only
 * when a command needs the answer.
 */
export interface Call {
  /** The platform's own id of this use (`discord:INTERACTION`, `telegram:UPDATE`): a repeat changes nothing. */
  readonly id: string;
  readonly by: Person;
  readonly place: Place;
  /** Whether everybody in the place sees the answer; only the person does when absent. */
  readonly isPublic?: boolean;
  /** What the fields of the command's form held when it was shown; absent when there was no form. */
  readonly shown?: Readonly<Record<string, string>>;
  /** Whether the message may be only the first part of what was written, since the app splits long texts. */
  readonly mayBeCut?: true;
  /** The message that the command replies to, or was opened on, if any. */
  readonly aboutMessageId?: string;
  /** The person's private chat with the bot; undefined when the bot may not write to them. */
  privatePlace(): Promise<Place | undefined>;
  /** Whether the person may manage that channel or chat, by the platform's own rights. */
  mayManage(place: Place): Promise<boolean>;
  /** Finds a channel by what people write (`@name`, `<#id>`, an id); undefined when the bot does not see it. */
  findPlace(reference: string): Promise<Place | undefined>;
  /**
   * Opens a thread (on Telegram: a forum topic) in a channel, or returns why it cannot, as a clause. Throws when the
   * platform does not answer.
   */
  openThread(place: Place, name: string): Promise<Place | { readonly why: string }>;
  /** Finds a person by what people write (`@name`, `<@id>`, an id); undefined when the bot never met them. */
  findPerson(reference: string): Promise<Person | undefined>;
  /** Fetches an uploaded image. Throws when the platform does not deliver it. */
  fetchImage(upload: ImageUpload): Promise<Uint8Array>;
}
