import type { AllowedMentions } from './message-body.ts';
import type { Pings } from './state.ts';

/**
 * What rings when `allowed_mentions` is left out depends on the kind of post (Discord, Message resource, Allowed
 * Mentions).
 */
export type PingDefaults = 'message' | 'interaction';

const defaults: Record<PingDefaults, AllowedMentions> = {
  message: { parse: ['users', 'roles', 'everyone'] },
  interaction: { parse: ['users'] },
};

/** Whom a text rings for. An edit without `allowed_mentions` uses the defaults again, whatever was sent at first. */
export function pingsOf(content: string, allowed: AllowedMentions | undefined, by: PingDefaults): Pings {
  const rules = allowed ?? defaults[by];
  const parse = rules.parse ?? [];
  const named = (pattern: RegExp) => [
    ...new Set([...content.matchAll(pattern)].map((match) => match[1] ?? '')),
  ];
  const allowedOnes = (ids: readonly string[], kind: 'users' | 'roles') =>
    ids.filter((id) => parse.includes(kind) || rules[kind]?.includes(id));
  return {
    everyone: parse.includes('everyone') && /@(everyone|here)\b/.test(content),
    userIds: allowedOnes(named(/<@!?(\d{17,20})>/g), 'users'),
    roleIds: allowedOnes(named(/<@&(\d{17,20})>/g), 'roles'),
  };
}
