import type { Changes } from './changes.ts';
import { refusal } from './errors.ts';
import { botPermissions, channelJson, personPermissions } from './guild-json.ts';
import { messageJson } from './message-json.ts';
import { type Json, maxFileBytes } from './protocol.ts';
import type { Channel, Message, SandboxPerson, World } from './state.ts';
import { memberJson, userJson } from './user-json.ts';

// Discord, Receiving and Responding: three seconds for the first answer, fifteen minutes for the token.
const answerWithinMs = 3_000;
const tokenLivesMs = 900_000;

/** One use of a command, button, menu or form, and what became of it. */
export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: number;
  readonly person: SandboxPerson;
  readonly channelId: string;
  readonly canManageChannels: boolean;
  readonly startedAtMs: number;
  /** The use in words, for messages: `/story open`. */
  readonly label: string;
  /** The message whose button was pressed, or from which a form was opened. */
  readonly sourceId?: string;
  acknowledged: boolean;
  /** The message that `@original` stands for. */
  originalId?: string;
  /** The messages that answer, in order. */
  readonly replyIds: string[];
  modal?: Json;
  choices?: readonly Json[];
}

/** A use to make. */
export interface NewInteraction {
  readonly type: number;
  readonly person: SandboxPerson;
  readonly channelId: string;
  readonly canManageChannels: boolean;
  readonly label: string;
  readonly data: Json;
  readonly source?: Message;
}

/** All uses of commands, buttons, menus and forms so far. */
export interface Interactions {
  /** Makes a use and sends it to the bot. */
  start(input: NewInteraction): Interaction;
  /** The use that the bot answers for the first time. Throws 10062. */
  toAnswer(id: string, token: string): Interaction;
  /** The use that the bot works on after its first answer. Throws 10015 or 50027. */
  answered(token: string): Interaction;
}

/** Makes the list of uses. */
export function createInteractions(world: World, changes: Changes): Interactions {
  const byToken = new Map<string, Interaction>();

  return {
    start: (input) => {
      const { type, person, channelId, canManageChannels, label, source } = input;
      const id = world.newId();
      const interaction: Interaction = {
        id,
        token: `interaction-token-${id}`,
        type,
        person,
        channelId,
        canManageChannels,
        startedAtMs: world.now(),
        label,
        ...(source && { sourceId: source.id }),
        acknowledged: false,
        replyIds: [],
      };
      byToken.set(interaction.token, interaction);
      const guildId = world.channel(channelId).guildId;
      const data = interactionJson(world, interaction, input);
      world.emit({ name: 'INTERACTION_CREATE', data, ...(guildId !== undefined && { guildId }), intents: 0 });
      changes.notify();
      return interaction;
    },
    toAnswer: (id, token) => {
      const found = byToken.get(token);
      if (found?.id !== id) throw refusal('unknownInteraction');
      if (found.acknowledged) throw refusal('alreadyAcknowledged');
      if (world.now() - found.startedAtMs > answerWithinMs) throw refusal('unknownInteraction');
      return found;
    },
    answered: (token) => {
      const found = byToken.get(token);
      if (!found?.acknowledged) throw refusal('unknownWebhook');
      if (world.now() - found.startedAtMs > tokenLivesMs) throw refusal('invalidWebhookToken');
      return found;
    },
  };
}

function interactionJson(world: World, interaction: Interaction, input: NewInteraction): Json {
  const channel = world.channel(interaction.channelId);
  return {
    id: interaction.id,
    application_id: world.bot.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    channel_id: channel.id,
    channel: {
      ...channelJson(world, channel),
      permissions: personPermissions(interaction.canManageChannels),
    },
    ...placeJson(world, channel, interaction),
    app_permissions: botPermissions(world, channel),
    locale: 'en-US',
    entitlements: [],
    attachment_size_limit: maxFileBytes,
    data: input.data,
    ...(input.source && { message: messageJson(world, input.source) }),
  };
}

/**
 * In a server the person comes as a member, with `context` 0; in a direct conversation as a user, with `context` 1.
 */
function placeJson(world: World, channel: Channel, { person, canManageChannels }: Interaction): Json {
  if (channel.guildId === undefined) {
    const authorizing_integration_owners = { 0: '0' };
    return { user: userJson(world, person), context: 1, authorizing_integration_owners };
  }
  return {
    guild_id: channel.guildId,
    guild: { id: channel.guildId, locale: 'en-US', features: [] },
    guild_locale: 'en-US',
    member: { ...memberJson(world, person), permissions: personPermissions(canManageChannels) },
    context: 0,
    authorizing_integration_owners: { 0: channel.guildId },
  };
}
