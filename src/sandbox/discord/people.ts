import type { Changes } from './changes.ts';
import { type CommandInput, namesOf, type ReadCommand, readCommand } from './command-line.ts';
import type { CommandRegistry } from './commands.ts';
import { createUse, type InteractionUse } from './interaction-use.ts';
import type { Interaction, Interactions, NewInteraction } from './interactions.ts';
import { readMessageBody } from './message-body.ts';
import { messageJson } from './message-json.ts';
import { isEphemeral, type MessageStore } from './message-store.ts';
import { type SandboxMessage, viewMessage } from './message-view.ts';
import { filledModal } from './modal.ts';
import { emptyResolved, type OptionContext, type OptionInput, optionValue } from './option-values.ts';
import {
  commandType,
  componentType,
  interactionType,
  type Json,
  messageType,
  optionType,
  textOf,
} from './protocol.ts';
import type { Attachment, Message, SandboxPerson, World } from './state.ts';

/** Who does something, and where. */
export interface Acting {
  readonly as: SandboxPerson;
  readonly channelId: string;
  /** Whether the person has Manage Channels there; false by default. */
  readonly canManageChannels?: boolean;
}

/** A suggestion that the bot made for an option. */
export interface Choice {
  readonly name: string;
  readonly value: string | number;
}

/** What people can do. Each method throws a plain error for what Discord's client would not let a person do. */
export interface People {
  /** Uses a slash command; resolves once it was sent to the bot. */
  command(input: Acting & CommandInput): Promise<InteractionUse>;
  /** Types into an option and resolves with what the bot suggests. */
  autocomplete(input: Acting & CommandInput & { readonly focused: string }): Promise<readonly Choice[]>;
  /** Sends the form that a use opened; fields that are left out stay as they were opened. */
  submitModal(use: InteractionUse, fields: Readonly<Record<string, string>>): Promise<InteractionUse>;
  /** Presses a button of a message, or of a use's latest reply that has it. */
  pressButton(input: PressInput): Promise<InteractionUse>;
  /** Uses a command of a message's menu. */
  menuCommand(input: Acting & { readonly messageId: string; readonly name: string }): Promise<InteractionUse>;
  /** Writes a message. */
  say(input: Acting & { readonly content: string }): SandboxMessage;
}

/**
 * A button to press, by its label or custom id. `forgedId` stands for a button that no message has, as a changed client
 * can send.
 */
export type PressInput = Acting & {
  readonly messageId?: string;
  readonly use?: InteractionUse;
  readonly label?: string;
  readonly customId?: string;
  readonly forgedId?: string;
};

/** What {@link PeopleAtWork} acts upon. */
export interface PeopleDeps {
  readonly world: World;
  readonly changes: Changes;
  readonly registry: CommandRegistry;
  readonly interactions: Interactions;
  readonly store: MessageStore;
  readonly uploads: Map<string, Attachment>;
}

/** Acts as people do. */
export class PeopleAtWork implements People {
  readonly #deps: PeopleDeps;
  readonly #started = new Map<string, Interaction>();

  constructor(deps: PeopleDeps) {
    this.#deps = deps;
  }

  async command(input: Acting & CommandInput): Promise<InteractionUse> {
    const read = this.#read(input);
    const missing = read.declared.filter(
      (option) => option['required'] === true && !(textOf(option['name']) in read.options),
    );
    if (missing.length > 0) throw new Error(`${labelOf(read)} needs: ${namesOf(missing)}.`);
    const { data } = this.#commandData(input, read);
    return this.#start(input, { type: interactionType.command, label: labelOf(read), data });
  }

  async autocomplete(
    input: Acting & CommandInput & { readonly focused: string },
  ): Promise<readonly Choice[]> {
    const read = this.#read(input);
    const option = read.declared.find((one) => one['name'] === input.focused);
    if (option?.['autocomplete'] !== true)
      throw new Error(`${labelOf(read)} suggests nothing for ${input.focused}.`);
    const { data } = this.#commandData(input, read, input.focused);
    const label = `Typing into ${input.focused} of ${labelOf(read)}`;
    const use = this.#start(input, { type: interactionType.autocomplete, label, data });
    const choices = await this.#deps.changes.waitFor(() => this.#started.get(use.id)?.choices);
    // The answer passed Discord's schema for choices.
    return choices.map(({ name, value }) => ({ name, value }) as Choice);
  }

  async submitModal(use: InteractionUse, fields: Readonly<Record<string, string>>): Promise<InteractionUse> {
    const opened = this.#started.get(use.id);
    if (!opened?.modal) throw new Error('That use opened no form.');
    const { person, channelId, canManageChannels, sourceId, modal } = opened;
    const source = sourceId === undefined ? undefined : this.#deps.world.message(sourceId);
    const data = { custom_id: modal['custom_id'], components: filledModal(modal, fields), resolved: {} };
    return this.#start(
      { as: person, channelId, canManageChannels },
      {
        type: interactionType.modalSubmit,
        label: `The form “${textOf(modal['title'])}”`,
        data,
        ...(source && { source }),
      },
    );
  }

  async pressButton(input: PressInput): Promise<InteractionUse> {
    const { message, customId, label } = this.#forgedButton(input) ?? this.#findButton(input);
    const data = { component_type: componentType.button, custom_id: customId, id: 1 };
    return this.#start(input, {
      type: interactionType.component,
      label: `The button “${label}”`,
      data,
      source: message,
    });
  }

  async menuCommand(
    input: Acting & { readonly messageId: string; readonly name: string },
  ): Promise<InteractionUse> {
    const { world, registry } = this.#deps;
    const command = registry.find(world.channel(input.channelId).guildId, input.name, commandType.message);
    if (!command) throw new Error(`There is no message command “${input.name}” here; was it registered?`);
    const target = this.#seenMessage(input, input.messageId);
    const resolved = { messages: { [target.id]: messageJson(world, target) } };
    const data = { ...identity(command), target_id: target.id, resolved };
    return this.#start(input, { type: interactionType.command, label: `“${input.name}”`, data });
  }

  say({ as, channelId, content }: Acting & { readonly content: string }): SandboxMessage {
    const { world, store } = this.#deps;
    const message = store.create({
      channel: world.channel(channelId),
      authorId: as.id,
      body: readMessageBody({ content }),
      files: [],
      type: messageType.usual,
      flags: 0,
      pingDefaults: 'message',
    });
    return viewMessage(world, message);
  }

  #read(input: Acting & CommandInput): ReadCommand {
    const { world, registry } = this.#deps;
    const guildId = world.channel(input.channelId).guildId;
    const read = readCommand((name) => registry.find(guildId, name, commandType.chatInput), input);
    const unknown = Object.keys(read.options).filter(
      (name) => !read.declared.some((option) => option['name'] === name),
    );
    if (unknown.length === 0) return read;
    throw new Error(
      `${labelOf(read)} has no option ${unknown.join(', ')}; it has: ${namesOf(read.declared)}.`,
    );
  }

  /** The options in the order of their declaration. The one that is still being typed is not checked. */
  #commandData(acting: Acting, read: ReadCommand, focused?: string): { readonly data: Json } {
    const { world, uploads } = this.#deps;
    const context: OptionContext = {
      world,
      channel: world.channel(acting.channelId),
      uploads,
      resolved: emptyResolved(),
    };
    const given = read.declared.flatMap((option): readonly Json[] => {
      const name = textOf(option['name']);
      const isFocused = name === focused;
      const input: OptionInput | undefined = read.options[name] ?? (isFocused ? '' : undefined);
      if (input === undefined) return [];
      const value = focused === undefined ? optionValue(context, option, input) : input;
      return [{ name, type: option['type'], value, ...(isFocused && { focused: true }) }];
    });
    const inSubcommand = [{ name: read.subcommand, type: optionType.subcommand, options: given }];
    const options = read.subcommand === undefined ? given : inSubcommand;
    return { data: { ...identity(read.command), options, resolved: context.resolved } };
  }

  #start(acting: Acting, about: Pick<NewInteraction, 'type' | 'label' | 'data' | 'source'>): InteractionUse {
    const { world, changes, interactions } = this.#deps;
    const { as: person, channelId, canManageChannels = false } = acting;
    const interaction = interactions.start({ ...about, person, channelId, canManageChannels });
    this.#started.set(interaction.id, interaction);
    return createUse(world, changes, interaction);
  }

  #forgedButton(input: PressInput) {
    const message = this.#seenMessages(input).at(-1);
    const { forgedId: customId } = input;
    return customId === undefined || message === undefined
      ? undefined
      : { message, customId, label: 'A forged button' };
  }

  #seenMessages(input: PressInput): readonly Message[] {
    const { messageId, use } = input;
    const ids = messageId === undefined ? (use?.replies ?? []).map(({ id }) => id) : [messageId];
    return ids.map((id) => this.#seenMessage(input, id));
  }

  #findButton(input: PressInput) {
    const { world } = this.#deps;
    const buttons = this.#seenMessages(input).flatMap((message) =>
      viewMessage(world, message).buttons.map((button) => ({ ...button, message })),
    );
    const found = buttons.findLast(({ label, customId }) =>
      input.customId === undefined ? label === input.label : customId === input.customId,
    );
    const wanted = input.customId ?? input.label ?? '';
    if (!found)
      throw new Error(`No button “${wanted}”; there is: ${buttons.map(({ label }) => label).join(', ')}.`);
    if (found.disabled) throw new Error(`The button “${wanted}” is disabled.`);
    if (found.customId === undefined) throw new Error(`The button “${wanted}” opens an address.`);
    return { message: found.message, customId: found.customId, label: found.label };
  }

  #seenMessage(acting: Acting, id: string): Message {
    const message = this.#deps.world.message(id);
    if (!message) throw new Error(`There is no message ${id} any more.`);
    const owner = [...this.#started.values()].find((one) => one.id === message.interactionId)?.person;
    if (!isEphemeral(message) || owner?.id === acting.as.id) return message;
    throw new Error(
      `${acting.as.name} does not see that message; it is for ${owner?.name ?? 'someone else'} alone.`,
    );
  }
}

function labelOf({ command, subcommand }: ReadCommand): string {
  return `/${textOf(command['name'])}${subcommand === undefined ? '' : ` ${subcommand}`}`;
}

function identity(command: Json): Json {
  const guildId = command['guild_id'];
  return {
    id: command['id'],
    name: command['name'],
    type: command['type'],
    ...(guildId !== undefined && { guild_id: guildId }),
  };
}
