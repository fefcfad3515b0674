import {
  type APIActionRowComponent,
  type APIButtonComponentWithCustomId,
  type AttachmentPayload,
  ButtonStyle,
  ComponentType,
  MessageFlags,
  type RepliableInteraction,
} from 'discord.js';
import { clip } from '../../domain/text/clip.ts';
import type { AnswerFile, Button, Privately, Reply, Sample } from '../../newsroom/command/answer.ts';
import { renderOnce } from '../render-once.ts';
import { isClosedToBot } from './errors.ts';
import { altText, fileOf } from './pictures.ts';
import { renderDiscord } from './render.ts';

/** One message of an answer. */
export interface AnswerMessage {
  readonly content: string;
  readonly components: APIActionRowComponent<APIButtonComponentWithCustomId>[];
  readonly allowedMentions: { readonly parse: [] };
  readonly files?: AttachmentPayload[];
}

/** Precedes a button's token in its custom id. */
export const buttonPrefix = 'b:';

// Discord's page "Component Reference": 5 action rows, 5 buttons in each, labels of 80 characters.
const rowLength = 5;
const maxRows = 5;
const maxLabel = 80;

const render = renderOnce(renderDiscord);

const privateFlags = [MessageFlags.Ephemeral, MessageFlags.SuppressEmbeds] as const;

/** A reply as Discord messages, at least one. The last one has the buttons. */
function answerMessages({
  content,
  samples = [],
  buttons,
  file,
}: Reply): readonly [AnswerMessage, ...AnswerMessage[]] {
  const told = render(content).map((part) => message(part.text));
  const [first = message('Done.'), ...rest] = [...told, ...samples.flatMap(sampleMessages)];
  const messages: readonly [AnswerMessage, ...AnswerMessage[]] = [{ ...first, ...filesOf(file) }, ...rest];
  return withButtons(messages, buttons);
}

/** A post as its followers would see it, but without its buttons. */
function sampleMessages(sample: Sample): readonly AnswerMessage[] {
  const { bytes } = sample;
  return renderDiscord(sample.content, sample).map(({ text, picture }) => {
    if (picture === undefined || bytes === undefined) return message(text);
    const { name } = fileOf(picture, bytes);
    const file = { attachment: Buffer.from(bytes), name, ...altText(picture) };
    return { ...message(text), files: [file] };
  });
}

function withButtons(
  messages: readonly [AnswerMessage, ...AnswerMessage[]],
  buttons: readonly Button[],
): readonly [AnswerMessage, ...AnswerMessage[]] {
  const [first, ...rest] = messages;
  const components = rowsOf(buttons);
  const last = rest.at(-1);
  return last === undefined
    ? [{ ...first, components }]
    : [first, ...rest.slice(0, -1), { ...last, components }];
}

function filesOf(file: AnswerFile | undefined): Pick<AnswerMessage, 'files'> {
  return file === undefined ? {} : { files: [{ attachment: Buffer.from(file.text), name: file.name }] };
}

/** The ids of the messages that show an answer, in order. The first one may be `@original`. */
export type ShownAnswer = readonly string[];

/** Discord's name for the first answer to an interaction. */
const firstAnswer = '@original';

/**
 * Shows a reply to the person who used the interaction, and to nobody else: as the first answer, or in place of the
 * deferral. Returns the messages that show it. Throws what discord.js throws.
 */
export async function answer(interaction: RepliableInteraction, reply: Reply): Promise<ShownAnswer> {
  const placedReply =
    reply.privately === undefined ? reply : await sendPrivately(interaction, reply, reply.privately);
  const [first, ...rest] = answerMessages(placed(placedReply, interaction));
  if (interaction.deferred || interaction.replied) {
    await interaction.editReply({ ...first, flags: MessageFlags.SuppressEmbeds });
  } else {
    await interaction.reply({ ...first, flags: privateFlags });
  }
  const shown = [firstAnswer];
  for (const next of rest) shown.push((await interaction.followUp({ ...next, flags: privateFlags })).id);
  return shown;
}

/** Replaces an answer by another reply and returns the messages that show it. Throws what discord.js throws. */
export async function changeAnswer(
  interaction: RepliableInteraction,
  shown: ShownAnswer,
  reply: Reply,
): Promise<ShownAnswer> {
  const messages = answerMessages(placed(reply, interaction));
  const now: string[] = [];
  for (const [index, next] of messages.entries()) {
    const id = shown[index];
    if (id === undefined) now.push((await interaction.followUp({ ...next, flags: privateFlags })).id);
    else now.push(id);
    if (id !== undefined)
      await interaction.editReply({ ...next, message: id, flags: MessageFlags.SuppressEmbeds });
  }
  for (const id of shown.slice(messages.length)) await interaction.deleteReply(id);
  return now;
}

/**
 * Sends an answer as direct messages. Returns what to show where it was asked for: that it was sent or, if the person
 * does not accept direct messages from the bot, the answer itself.
 */
async function sendPrivately(
  { user }: RepliableInteraction,
  { content, buttons }: Reply,
  { done, failed }: Privately,
): Promise<Reply> {
  const others = buttons.filter(({ isPrivate }) => !isPrivate);
  try {
    for (const next of answerMessages({ content, buttons: others })) {
      await user.send({ ...next, flags: MessageFlags.SuppressEmbeds });
    }
    return { content: done, buttons: [] };
  } catch (error) {
    if (!isClosedToBot(error)) throw error;
    return { content: [...failed, ...content], buttons: others };
  }
}

/** In a private chat, the reply without its buttons that lead to the private chat. */
function placed(reply: Reply, { guildId }: RepliableInteraction): Reply {
  if (guildId !== null) return reply;
  return { ...reply, buttons: reply.buttons.filter(({ isPrivate }) => !isPrivate) };
}

/** Adds a message to what was shown already, or shows it as the first answer. */
export async function tell(interaction: RepliableInteraction, reply: Reply): Promise<void> {
  if (!interaction.replied) {
    await answer(interaction, reply);
    return;
  }
  for (const next of answerMessages(reply)) {
    await interaction.followUp({ ...next, flags: privateFlags });
  }
}

/** The token of a pressed button. */
export function buttonToken(customId: string): string {
  return customId.startsWith(buttonPrefix) ? customId.slice(buttonPrefix.length) : customId;
}

function message(content: string): AnswerMessage {
  return { content, components: [], allowedMentions: { parse: [] } };
}

function rowsOf(buttons: readonly Button[]): AnswerMessage['components'] {
  const count = Math.min(Math.ceil(buttons.length / rowLength), maxRows);
  return Array.from({ length: count }, (_, row) => ({
    type: ComponentType.ActionRow,
    components: buttons.slice(row * rowLength, (row + 1) * rowLength).map(buttonOf),
  }));
}

function buttonOf({ label, token }: Button): APIButtonComponentWithCustomId {
  return {
    type: ComponentType.Button,
    style: ButtonStyle.Secondary,
    label: clip(label, maxLabel),
    custom_id: `${buttonPrefix}${token}`,
  };
}
