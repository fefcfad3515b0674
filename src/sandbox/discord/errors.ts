import type { Json } from './protocol.ts';

/** An answer of Discord's REST API that refuses a request: HTTP status, JSON code and message. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: number;
  readonly details: Json;

  constructor(status: number, code: number, message: string, details: Json = {}) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /** The body of the answer. */
  toBody(): Json {
    return { message: this.message, code: this.code, ...this.details };
  }
}

/** One fault of a request's body: where it is, Discord's name for it, and the sentence. */
export interface FormFault {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
}

/** 400 / 50035 with the faults nested by path, as Discord shapes them (API Reference, Error Messages). */
export function invalidForm(faults: readonly FormFault[]): ApiError {
  const errors: Json = {};
  for (const fault of faults) addFault(errors, fault);
  return new ApiError(400, 50035, 'Invalid Form Body', { errors });
}

function addFault(root: Json, fault: FormFault): void {
  let level: Json = root;
  for (const step of fault.path) {
    const next = (level[String(step)] ?? {}) as Json; // Only this function fills the tree, and only with objects.
    level[String(step)] = next;
    level = next;
  }
  const known = Array.isArray(level['_errors']) ? level['_errors'] : [];
  level['_errors'] = [...known, { code: fault.code, message: fault.message }];
}

// Discord, Opcodes and Status Codes, JSON error codes.
const refusals = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  tooManyPins: [400, 30003, 'Maximum number of pins reached for the channel (250)'],
  tooManyAttachments: [400, 30015, 'Maximum number of attachments in a message reached (10)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  requestTooLarge: [413, 40005, 'Request entity too large'],
  alreadyCrossposted: [400, 40033, 'This message has already been crossposted'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotWriteToPerson: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  threadIsArchived: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  threadIsLocked: [400, 160005, 'Thread is locked'],
} as const;

/** The name of one of Discord's refusals. */
export type Refusal = keyof typeof refusals;

/** The error for one of Discord's refusals. */
export function refusal(name: Refusal): ApiError {
  const [status, code, message] = refusals[name];
  return new ApiError(status, code, message);
}

/** Throws the named refusal unless the condition holds. */
export function requireThat(condition: boolean, otherwise: Refusal): asserts condition {
  if (!condition) throw refusal(otherwise);
}
