import type { ShownBlock } from './shown.ts';

/** A platform of the sandbox. */
export type PagePlatform = 'discord' | 'telegram';

/** The kinds of people of the sandbox's newsroom, the most trusted first. */
export const pageRoles = ['chief', 'editor', 'reporter', 'reader'] as const;

/** Who somebody at the page is. */
export type PageRole = (typeof pageRoles)[number];

/** A picture of a message; `url` is an address of the page's own server. */
export interface PagePicture {
  readonly url: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
}

/** A button under a message. One without a `token` opens its `address`. */
export interface PageButton {
  readonly label: string;
  readonly token?: string;
  readonly address?: string;
  readonly isDisabled: boolean;
}

/** A message as whoever looks at its place sees it; moments are milliseconds since 1970. */
export interface PageMessage {
  readonly id: string;
  readonly kind: 'message' | 'service';
  readonly author: string;
  readonly by: 'bot' | 'person' | 'channel';
  readonly sentAt: number;
  readonly editedAt?: number | undefined;
  readonly isPinned: boolean;
  /** Whether it came without a sound. */
  readonly isSilent: boolean;
  /** Whether the bot has said that it works on it, and nothing more. */
  readonly isThinking: boolean;
  readonly blocks: readonly ShownBlock[];
  /** The text in one line, for snippets and announcements. */
  readonly words: string;
  readonly pictures: readonly PagePicture[];
  /** Row by row. */
  readonly buttons: readonly (readonly PageButton[])[];
  readonly replyToId?: string | undefined;
  /** The only one who sees it; everybody in its place does when absent. */
  readonly onlyFor?: PageRole | undefined;
  /** Whose use of what it answers: `Ada Lind`, `/update`. */
  readonly answers?: { readonly who: string; readonly what: string } | undefined;
}

/** A channel, group or private chat with what stands in it, oldest first. */
export interface PagePlace {
  readonly id: string;
  readonly platform: PagePlatform;
  readonly kind: 'channel' | 'group' | 'private';
  readonly title: string;
  /** A line below the title. */
  readonly about: string;
  readonly messages: readonly PageMessage[];
  /** Newest pin first. */
  readonly pinnedIds: readonly string[];
}

/** What an option of a command takes, as far as a person's hands are concerned. */
export type PageOptionKind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'choice'
  | 'suggested'
  | 'person'
  | 'channel'
  | 'image';

/** One option of a command, as the bot registered it. */
export interface PageOption {
  readonly name: string;
  readonly description: string;
  readonly kind: PageOptionKind;
  readonly isRequired: boolean;
  /** What can be chosen of a closed list: choices, people or channels. */
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** A slash command or subcommand; `name` is as it is typed: `/story open`. */
export interface PageCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly PageOption[];
}

/** Somebody whom the reader of the page can be. */
export interface PagePerson {
  readonly role: PageRole;
  readonly name: string;
  readonly can: string;
}

/** What changes seldom. */
export interface PageWorld {
  readonly people: readonly PagePerson[];
  readonly commands: readonly PageCommand[];
  /** The commands in the menu of a Discord message. */
  readonly messageCommands: readonly string[];
  /** What Telegram's menu of commands shows. */
  readonly menu: readonly { readonly name: string; readonly description: string }[];
  /** The places to write in, by platform and role; the first one is where the person usually is. */
  readonly seats: Readonly<Record<PagePlatform, Readonly<Record<PageRole, readonly PageSeat[]>>>>;
  /** The places that the panes show. */
  readonly panes: Readonly<Record<'discord' | 'telegram' | 'discordDesk' | 'telegramDesk', string>>;
}

/** A place that somebody can write in. */
export interface PageSeat {
  readonly placeId: string;
  readonly title: string;
}

/** A fault that can be switched on. */
export interface PageFault {
  readonly id: string;
  readonly label: string;
  /** What it does and what is to be seen then. */
  readonly about: string;
  readonly isOn: boolean;
}

/** One call of the bot to a platform. */
export interface PageCall {
  readonly id: string;
  readonly platform: PagePlatform;
  readonly at: number;
  readonly what: string;
  readonly place: string;
  /** The HTTP status; 0 while, or because, there is no answer. */
  readonly status: number;
}

/** Whether the demo is being played; `trouble` is why the last one did not end well. */
export interface PageDemo {
  readonly isPlaying: boolean;
  readonly played: number;
  readonly trouble?: string | undefined;
}

/** Everything that the page shows. Its parts are sent one by one, as they change. */
export interface PageView {
  readonly world: PageWorld;
  readonly demo: PageDemo;
  readonly faults: readonly PageFault[];
  /** The newest first. */
  readonly calls: readonly PageCall[];
  readonly [place: `place:${string}`]: PagePlace;
}

/** A field of a form that the bot opened. */
export interface PageField {
  readonly id: string;
  readonly label: string;
  readonly value: string;
  readonly isRequired: boolean;
  readonly isLong: boolean;
  readonly minLength: number;
  readonly maxLength: number;
}

/** A form that the bot opened on Discord; `useId` is what it is sent back with. */
export interface PageForm {
  readonly useId: string;
  readonly title: string;
  readonly fields: readonly PageField[];
}

/** A file that a person attaches; the bytes in base64. */
export interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}
