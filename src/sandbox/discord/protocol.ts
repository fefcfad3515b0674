/** A JSON object whose members have not been looked at. */
export type Json = Record<string, unknown>;

/** Types of channels (Discord, Channel resource). */
export const channelType = {
  text: 0,
  direct: 1,
  announcement: 5,
  announcementThread: 10,
  thread: 11,
  forum: 15,
} as const;

/** Bits of a message's flags (Discord, Message resource). */
export const messageFlag = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

/** Types of messages (Discord, Message resource). */
export const messageType = { usual: 0, pinNotice: 6, reply: 19, commandAnswer: 20, menuAnswer: 23 } as const;

/** Bits of permissions (Discord, Permissions). */
export const permission = {
  manageChannels: 1n << 4n,
  addReactions: 1n << 6n,
  viewChannel: 1n << 10n,
  sendMessages: 1n << 11n,
  embedLinks: 1n << 14n,
  attachFiles: 1n << 15n,
  readMessageHistory: 1n << 16n,
  useApplicationCommands: 1n << 31n,
  manageThreads: 1n << 34n,
  sendMessagesInThreads: 1n << 38n,
  pinMessages: 1n << 51n,
} as const;

/** Types of interactions (Discord, Receiving and Responding). */
export const interactionType = { command: 2, component: 3, autocomplete: 4, modalSubmit: 5 } as const;

/** Types of answers to interactions (Discord, Receiving and Responding). */
export const callbackType = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  autocompleteResult: 8,
  modal: 9,
} as const;

/** Types of application commands. */
export const commandType = { chatInput: 1, message: 3 } as const;

/** Types of command options (Discord, Application Commands). */
export const optionType = {
  subcommand: 1,
  subcommandGroup: 2,
  string: 3,
  integer: 4,
  boolean: 5,
  user: 6,
  channel: 7,
  number: 10,
  attachment: 11,
} as const;

/** Types of components (Discord, Component Reference). */
export const componentType = { actionRow: 1, button: 2, textInput: 4, textDisplay: 10, label: 18 } as const;

/** Operations of the gateway (Discord, Opcodes and Status Codes). */
export const opcode = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  presenceUpdate: 3,
  resume: 6,
  reconnect: 7,
  requestMembers: 8,
  invalidSession: 9,
  hello: 10,
  heartbeatAck: 11,
} as const;

/** Intents for the events that this stand-in sends (Discord, Gateway). */
export const intent = { guilds: 1 << 0, guildMessages: 1 << 9, directMessages: 1 << 12 } as const;

/** The largest file, and the largest request, that a bot may send, in bytes (Discord, API Reference). */
export const maxFileBytes = 10 * 1024 * 1024;
export const maxRequestBytes = 25 * 1024 * 1024;

/** Whether a value is a JSON object. */
export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The JSON objects of a list; none when it is not a list. */
export function jsonList(value: unknown): readonly Json[] {
  return Array.isArray(value) ? value.filter(isJson) : [];
}

/** A text or a number as text; anything else as the empty text. */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
