/** The chat platforms that Dateline works on. */
export const platforms = ['discord', 'telegram'] as const;

/** One of the platforms. */
export type PlatformName = (typeof platforms)[number];

/** A person on one platform: the platform's name, a colon, the platform's own id (`discord:123`). */
export type PersonId = `${PlatformName}:${string}`;

/** Someone who issued a command or wrote a revision. */
export interface Person {
  readonly id: PersonId;
  /** The name that the platform shows. For people to read, never to decide by. */
  readonly name: string;
}

/** What a member of the newsroom may do. Each role includes the roles before it. */
export type Role = 'reporter' | 'editor' | 'chief';

/** The roles from least to most. */
export const roles = ['reporter', 'editor', 'chief'] as const satisfies readonly Role[];

/** Whether `held` gives at least the rights of `needed`. */
export function covers(held: Role | undefined, needed: Role): boolean {
  return held !== undefined && roles.indexOf(held) >= roles.indexOf(needed);
}
