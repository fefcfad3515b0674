import type { DestinationId } from '../domain/destination.ts';

/**
 * Every key that Dateline uses. The braces are Redis Cluster hash tags: all keys of a story share one slot, and so do
 * all keys of a destination, so each transaction stays inside one slot.
 */
export interface Keys {
  /** Set of the slugs of all stories. */
  readonly stories: string;
  /** Hash: person → member of the newsroom, JSON. */
  readonly staff: string;
  /** Hash: chief by configuration → name. */
  readonly chiefNames: string;
  /** Hash: platform → the destination that is the desk there. */
  readonly desks: string;
  /** Hash: username on Telegram → person, JSON. */
  readonly people: string;
  /** Set of the ids of all destinations, desks included. */
  readonly destinations: string;
  /** Hash: id of an update from Telegram that is not handled yet → the update, JSON. */
  readonly inbox: string;
  /** String: when Telegram was last polled for updates (ms). */
  readonly polled: string;
  /** String: marks that the desk was told the sentence with this hash. */
  told(hash: string): string;
  /** String: the process that alone may do something. */
  lease(name: string): string;
  /** BullMQ's key prefix. */
  readonly queues: string;
  story(slug: string): StoryKeys;
  destination(id: DestinationId): DestinationKeys;
  /** String: what a button or a form stands for, JSON. */
  kept(token: string): string;
  /** String: a note under a name that is known beforehand, JSON. */
  noted(name: string): string;
  /** String: what a reply to this message fills in, JSON. */
  question(message: string): string;
  /** String: a draft, JSON. */
  draft(id: string): string;
  /** Sorted set: the ids of a person's drafts, by when they were written (ms). */
  draftsOf(person: string): string;
  /** String: a notice for the desks, JSON. */
  notice(id: string): string;
  /** String: the id of the newest notice about something. */
  noticeAbout(about: string): string;
  /** String: the bytes of an image. */
  media(id: string): string;
  /** String: Telegram's handle of an image that was uploaded before. */
  fileId(mediaId: string): string;
  /** List: when the latest calls of this name were made (ms), newest first. */
  calls(name: string): string;
}

/** The keys of one story. */
export interface StoryKeys {
  /**
   * Hash: `json`, `version`, `clock` (the order of the newest outbox event), `seen` (the latest moment of a change, of
   * a new subscription or of the end of a digest).
   */
  readonly record: string;
  /** Hash: entry number → the entry without its revisions, JSON. */
  readonly entries: string;
  /** List of events, oldest first: the order of each and what happened, such as `1767225600000 entry 17 flash`. */
  readonly outbox: string;
  /** Hash: `since` and `order` of the changes that the cards do not show yet. */
  readonly cards: string;
  /** Hash: destination → subscription, JSON. */
  readonly subscribers: string;
  /** Hash: destination that no longer follows it → its last subscription, JSON. */
  readonly formers: string;
  /** Hash: reader → up to when they have read (ms), up to when before that, and the call that asked. */
  readonly readers: string;
  /** List of JSON revisions, oldest first; only ever appended to. */
  revisions(number: number): string;
  /** Hash: the newest revision of an entry that is being delivered, and whether a request about it was made. */
  spread(number: number): string;
  /** Set of the destinations that do not have that revision yet. */
  waits(number: number): string;
  /** List of JSON revisions of a killed entry, as they were. Only the story's log reads it, for chiefs. */
  sealed(number: number): string;
  /** List of JSON entries of the story's log, oldest first. */
  readonly deeds: string;
  /** String: what a command that changed the story made. */
  call(id: string): string;
  /** Set of the numbers of entries that lately said the text with this hash. */
  said(hash: string): string;
}

/** The keys of one destination. */
export interface DestinationKeys {
  /** String: the destination, JSON. */
  readonly record: string;
  /** Set of slugs that it follows or followed; the story's `subscribers` decides which. */
  readonly stories: string;
  /** String: until when it has to wait, and why, JSON; expires at that moment. */
  readonly wait: string;
  /** Sorted set of backlog items. */
  readonly backlog: string;
  /** Sorted set of put-off backlog items, by when they are due again (ms). */
  readonly later: string;
  /** String: the address to which the destination has moved; kept for a day. */
  readonly movedTo: string;
  /** Hash: slug → the end (ms) of its last scheduled digest. */
  readonly digested: string;
  /** Hash: row field → packed delivery. */
  rows(group: string): string;
}

/** Builds the keys under a prefix, so that tests and several newsrooms can share one server. */
export function createKeys(prefix: string): Keys {
  const room = `${prefix}:{room}`;
  return {
    stories: `${room}:stories`,
    staff: `${room}:staff`,
    chiefNames: `${room}:chief-names`,
    desks: `${room}:desks`,
    people: `${room}:people`,
    destinations: `${room}:destinations`,
    inbox: `${room}:inbox`,
    polled: `${room}:polled`,
    told: (hash) => `${prefix}:told:${hash}`,
    lease: (name) => `${prefix}:lease:${name}`,
    queues: `${prefix}:{queue}`,
    kept: (token) => `${prefix}:kept:${token}`,
    noted: (name) => `${prefix}:noted:${name}`,
    question: (message) => `${prefix}:question:${message}`,
    draft: (id) => `${prefix}:draft:${id}`,
    draftsOf: (person) => `${prefix}:drafts:${person}`,
    notice: (id) => `${prefix}:notice:${id}`,
    noticeAbout: (about) => `${prefix}:notice-about:${about}`,
    media: (id) => `${prefix}:media:${id}`,
    fileId: (mediaId) => `${prefix}:file-id:${mediaId}`,
    calls: (name) => `${prefix}:{c:${name}}:calls`,
    story: (slug) => storyKeys(`${prefix}:{s:${slug}}`),
    destination: (id) => destinationKeys(`${prefix}:{d:${id}}`),
  };
}

function storyKeys(base: string): StoryKeys {
  return {
    record: `${base}:story`,
    entries: `${base}:entries`,
    outbox: `${base}:outbox`,
    cards: `${base}:cards`,
    subscribers: `${base}:subscribers`,
    formers: `${base}:formers`,
    readers: `${base}:readers`,
    revisions: (number) => `${base}:revisions:${number}`,
    spread: (number) => `${base}:spread:${number}`,
    waits: (number) => `${base}:waits:${number}`,
    sealed: (number) => `${base}:sealed:${number}`,
    deeds: `${base}:deeds`,
    call: (id) => `${base}:call:${id}`,
    said: (hash) => `${base}:said:${hash}`,
  };
}

function destinationKeys(base: string): DestinationKeys {
  return {
    record: `${base}:destination`,
    stories: `${base}:stories`,
    wait: `${base}:wait`,
    backlog: `${base}:backlog`,
    later: `${base}:later`,
    movedTo: `${base}:moved-to`,
    digested: `${base}:digested`,
    rows: (group) => `${base}:rows:${group}`,
  };
}
