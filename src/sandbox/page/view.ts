import type { ShownBlock } from './shown.ts';

/** A platform of the sandbox. */
export type PagePlatform = 'discord' | 'telegram';

/** The kinds of people in the sandbox's newsroom, the one with most rights first. */
export const pageRoles = ['chief', 'editor', 'reporter', 'reader'] as const;

/** Which of them the person at the page is. */
export type PageRole = (typeof pageRoles)[number];

/** A picture of a message. `url` is on the page's own server. */
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

/** A message as people at its place see it. Moments are milliseconds since 1970. */
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
  /** Whether the bot has only said that it is working on it. */
  readonly isThinking: boolean;
  readonly blocks: readonly ShownBlock[];
  /** The text on one line, for snippets and announcements. */
  readonly words: string;
  readonly pictures: readonly PagePicture[];
  /** Row by row. */
  readonly buttons: readonly (readonly PageButton[])[];
  readonly replyToId?: string | undefined;
  /** The one person who sees it; everybody in its place when absent. */
  readonly onlyFor?: PageRole | undefined;
  /** The use that it answers: `Ada Lind`, `/update`. */
  readonly answers?: { readonly who: string; readonly what: string } | undefined;
}

/** A channel, group or private chat with its messages, oldest first. */
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

/** What kind of control an option of a command needs. */
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
  /** The choices, people or channels to choose from; empty for free text. */
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** A slash command or subcommand. `name` is what one types: `/story open`. */
export interface PageCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly PageOption[];
}

/** Somebody whom the person at the page can be. */
export interface PagePerson {
  readonly role: PageRole;
  /** Whoever has this role on each platform. */
  readonly names: Readonly<Record<PagePlatform, string>>;
  readonly can: string;
}

/** What seldom changes. */
export interface PageWorld {
  readonly people: readonly PagePerson[];
  readonly commands: readonly PageCommand[];
  /** The commands in the menu of a Discord message. */
  readonly messageCommands: readonly string[];
  /** What Telegram's command menu shows. */
  readonly menu: readonly { readonly name: string; readonly description: string }[];
  /** The places to write in, by platform and role. The first one is where the person usually is. */
  readonly seats: Readonly<Record<PagePlatform, Readonly<Record<PageRole, readonly PageSeat[]>>>>;
  /** The places that the panes show. */
  readonly panes: Readonly<Record<'discord' | 'telegram' | 'discordDesk' | 'telegramDesk', string>>;
}

/** A place to write in. */
export interface PageSeat {
  readonly placeId: string;
  readonly title: string;
}

/** A fault that can be switched on. */
export interface PageFault {
  readonly id: string;
  readonly label: string;
  /** What it does, and what can be seen then. */
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
  /** The HTTP status; 0 when there is no answer (yet). */
  readonly status: number;
}

/** Whether the demo is being played. `trouble` is why it failed the last time. */
export interface PageDemo {
  readonly isPlaying: boolean;
  readonly played: number;
  readonly trouble?: string | undefined;
}

/** Everything that the page shows. Its parts are sent separately, as they change. */
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

/** A form that the bot opened on Discord. `useId` names the use when the form is sent. */
export interface PageForm {
  readonly useId: string;
  readonly title: string;
  readonly fields: readonly PageField[];
}

/** A file that a person attaches, in base64. */
export interface PageFile {
  readonly name: string;
  readonly type: string;
  readonly base64: string;
}
