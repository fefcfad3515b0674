import { z } from 'zod';
import type { InteractionUse } from '../discord/interaction-use.ts';
import type { SandboxModal } from '../discord/modal.ts';
import type { ImageInput } from '../discord/option-values.ts';
import type { World } from '../world.ts';
import type { Uses } from './uses.ts';
import { type PageForm, type PageRole, pageRoles } from './view.ts';

const role = z.enum(pageRoles);
const file = z.object({ name: z.string(), type: z.string(), base64: z.base64() });
const command = z.object({
  role,
  placeId: z.string(),
  /** As typed: `/update headline:…`. The options below are added to it. */
  line: z.string(),
  options: z.record(z.string(), z.string()).default({}),
  files: z.record(z.string(), file).default({}),
});

/** The bodies of the page's requests to act on Discord, by the last part of their path. */
export const discordBodies = {
  command,
  suggest: command.omit({ files: true }).extend({ focused: z.string() }),
  form: z.object({ useId: z.string(), fields: z.record(z.string(), z.string()) }),
  press: z.object({ role, placeId: z.string(), messageId: z.string(), token: z.string(), label: z.string() }),
  menu: z.object({ role, placeId: z.string(), messageId: z.string(), name: z.string() }),
} as const;

type Body<K extends keyof typeof discordBodies> = z.output<(typeof discordBodies)[K]>;

/** What {@link createDiscordActs} works on. */
export interface DiscordActsDeps {
  readonly world: World;
  readonly uses: Uses;
}

/** How long the bot may take to show something. */
const answerWithinMs = 10_000;

/** The result of an act: the bot opened a form, or answered. Answers show in the view. */
export interface DiscordResult {
  readonly form?: PageForm;
}

/**
 * Acts on Discord as the people of the page; every act is a real interaction with the bot. Rejects with a plain error
 * for what Discord's client would not let a person do, and when no answer comes within ten seconds.
 */
export function createDiscordActs({ world, uses }: DiscordActsDeps) {
  const { discord, cast } = world;
  const acting = (who: PageRole, placeId: string) => ({
    as: cast.discord[who],
    channelId: placeId.replace('discord/', ''),
    canManageChannels: who === 'chief',
  });

  interface Begun {
    readonly role: PageRole;
    readonly channelId: string;
    readonly what: string;
  }

  async function outcomeOf(use: InteractionUse, begun: Begun): Promise<DiscordResult> {
    uses.add({ ...begun, use });
    const answer = await use.answered(answerWithinMs).catch(() => {
      throw new Error('The application did not respond.');
    });
    return answer.kind === 'modal' ? { form: toForm(use.id, answer) } : {};
  }

  return {
    async command({ role: who, placeId, line, options, files }: Body<'command'>): Promise<DiscordResult> {
      const as = acting(who, placeId);
      const images = Object.entries(files).map(([name, one]) => [name, toImage(one)] as const);
      const given = { ...options, ...Object.fromEntries(images) };
      const use = await discord.command({ ...as, line, options: given });
      return outcomeOf(use, { role: who, channelId: as.channelId, what: line.split(/\s+\w+:/)[0] ?? line });
    },
    async suggest({ role: who, placeId, line, options, focused }: Body<'suggest'>) {
      const choices = await discord.autocomplete({ ...acting(who, placeId), line, options, focused });
      return { choices: choices.map(({ name, value }) => ({ label: name, value: String(value) })) };
    },
    async form({ useId, fields }: Body<'form'>): Promise<DiscordResult> {
      const opened = uses.find(useId);
      if (opened === undefined) throw new Error('That form is not open any more.');
      return outcomeOf(await discord.submitModal(opened.use, fields), opened);
    },
    async press({ role: who, placeId, messageId, token, label }: Body<'press'>): Promise<DiscordResult> {
      const as = acting(who, placeId);
      const use = await discord.pressButton({ ...as, messageId, customId: token });
      return outcomeOf(use, { role: who, channelId: as.channelId, what: label });
    },
    async menu({ role: who, placeId, messageId, name }: Body<'menu'>): Promise<DiscordResult> {
      const as = acting(who, placeId);
      const use = await discord.menuCommand({ ...as, messageId, name });
      return outcomeOf(use, { role: who, channelId: as.channelId, what: name });
    },
  };
}

function toImage({ name, type, base64 }: z.output<typeof file>): ImageInput {
  return { image: Buffer.from(base64, 'base64'), filename: name, contentType: type };
}

function toForm(useId: string, { title, fields }: SandboxModal): PageForm {
  return {
    useId,
    title,
    fields: fields.map(({ customId: id, label, value = '', required, style, minLength, maxLength }) => ({
      id,
      label,
      value,
      isRequired: required,
      isLong: style === 'paragraph',
      minLength,
      maxLength,
    })),
  };
}
