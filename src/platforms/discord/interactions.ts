import {
  type AutocompleteInteraction,
  type Interaction,
  MessageFlags,
  RESTJSONErrorCodes,
  type RepliableInteraction,
} from 'discord.js';
import { clip } from '../../domain/text/clip.ts';
import type { Instant } from '../../domain/time/instant.ts';
import type { Logger } from '../../logger.ts';
import type { Reply } from '../../newsroom/command/answer.ts';
import type { Call } from '../../newsroom/command/call.ts';
import type { Leaf } from '../../newsroom/command/command.ts';
import type { Dispatcher, Invocation, Suggestion } from '../../newsroom/command/dispatcher.ts';
import { plainReply } from '../../newsroom/command/plain-reply.ts';
import { late, within } from '../../newsroom/within.ts';
import type { LiveAnswers } from '../live-answers.ts';
import { answer, buttonToken, changeAnswer, tell } from './answers.ts';
import { callOf } from './calls.ts';
import { codeOf, isAnswerTooLate, loggable } from './errors.ts';
import { fitsModal, formInput, formToken, modalOf } from './forms.ts';
import { invocationOf } from './input.ts';

/** What handling an interaction needs. */
export interface InteractionDeps {
  readonly dispatcher: Dispatcher;
  readonly live: LiveAnswers;
  readonly apiUrl: string;
  readonly now: () => Instant;
  readonly log: Logger;
}

// Discord drops an interaction without a first answer after 3 seconds; a modal can only be that first answer.
const formLimitMs = 2_000;
const suggestLimitMs = 2_200;

// Discord's page "Application Commands", option choices: 25 choices, names and values of 100 characters.
const maxSuggestions = 25;
const maxSuggestionLength = 100;

const formMissed = plainReply(
  'The form could not be shown, and nothing was changed. Use it again, or write the whole command with all its options.',
);
const interrupted = plainReply(
  'Discord did not take all of my answer. Look with /status at what was done before you repeat the command.',
);

/**
 * Answers or defers within Discord's 3 seconds, then does what was asked. A failed answer is logged and the person is
 * told; throws when even that fails.
 */
export async function handleInteraction(interaction: Interaction, deps: InteractionDeps): Promise<void> {
  if (interaction.isAutocomplete()) return suggest(interaction, deps);
  if (!interaction.isRepliable()) return;
  try {
    await respond(interaction, deps);
  } catch (error) {
    if (isAnswerTooLate(error)) {
      const ageMs = deps.now() - interaction.createdTimestamp;
      deps.log.warn({ code: codeOf(error), ageMs }, 'an interaction was closed before it was answered');
      return;
    }
    deps.log.error(loggable(error), 'an interaction could not be answered as it should');
    await tell(interaction, interrupted);
  }
}

async function respond(interaction: RepliableInteraction, deps: InteractionDeps): Promise<void> {
  const { dispatcher, apiUrl } = deps;
  if (interaction.isChatInputCommand()) {
    return runCommand(interaction, invocationOf(interaction), {
      deps,
      call: callOf(interaction, { apiUrl }),
    });
  }
  if (interaction.isMessageContextMenuCommand()) {
    const call = callOf(interaction, { apiUrl, aboutMessageId: interaction.targetId });
    const path = leavesOf(dispatcher).find(({ menu }) => menu === interaction.commandName)?.path ?? [];
    return runCommand(interaction, { path, input: {} }, { deps, call });
  }
  const call = callOf(interaction, { apiUrl });
  if (interaction.isModalSubmit()) {
    await defer(interaction);
    const filled = formInput(interaction);
    const reply = await dispatcher.submitForm(formToken(interaction.customId), filled, call);
    return answerLive(interaction, reply, deps);
  }
  if (interaction.isButton()) {
    const token = buttonToken(interaction.customId);
    if (await showForm(interaction, dispatcher.openPressed(token, call))) return;
    return answerLive(interaction, await dispatcher.press(token, call), deps);
  }
}

/** An interaction that can be answered by a form. */
type CommandInteraction = Extract<RepliableInteraction, { showModal: unknown }>;

async function runCommand(
  interaction: CommandInteraction,
  invocation: Invocation,
  { deps, call }: { readonly deps: InteractionDeps; readonly call: Call },
): Promise<void> {
  const { dispatcher } = deps;
  const leaf = leafAt(dispatcher, invocation.path);
  if (leaf?.form === undefined) await defer(interaction);
  else if (await showForm(interaction, dispatcher.openForm(invocation, call))) return;
  await answerLive(interaction, await dispatcher.execute(invocation, call), deps);
}

/** Answers, and updates the answer from then on. */
async function answerLive(
  interaction: RepliableInteraction,
  reply: Reply,
  { live }: InteractionDeps,
): Promise<void> {
  let shown = await answer(interaction, reply);
  live.follow(reply, async (next) => {
    shown = await changeAnswer(interaction, shown, next);
    return true;
  });
}

/**
 * Shows the form, or a refusal in its place. Returns false when the command should run at once; it is deferred then.
 */
async function showForm(
  interaction: CommandInteraction,
  opening: ReturnType<Dispatcher['openForm']>,
): Promise<boolean> {
  const inTime = (await within(opening, formLimitMs)) !== late;
  if (!inTime) await defer(interaction);
  const opened = await opening;
  if (opened === undefined) {
    if (inTime) await defer(interaction);
    return false;
  }
  if ('reply' in opened) await answer(interaction, opened.reply);
  else if (!inTime || !fitsModal(opened.form)) await answer(interaction, formMissed);
  else await interaction.showModal(modalOf(opened.form, opened.token));
  return true;
}

async function defer(interaction: RepliableInteraction): Promise<void> {
  try {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (codeOf(error) !== RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged) throw error;
    // The client repeats a call whose answer was lost: this error only says that the first try arrived.
    interaction.deferred = true;
  }
}

async function suggest(interaction: AutocompleteInteraction, deps: InteractionDeps): Promise<void> {
  const focused = interaction.options.getFocused(true);
  const call = callOf(interaction, { apiUrl: deps.apiUrl });
  const asked = deps.dispatcher.suggest(invocationOf(interaction), focused.name, focused.value, call);
  const found = await within(asked, suggestLimitMs);
  await interaction.respond(
    found === late ? [] : found.filter(fitsChoice).slice(0, maxSuggestions).map(choiceOf),
  );
}

function fitsChoice({ label, value }: Suggestion): boolean {
  return label !== '' && value !== '' && value.length <= maxSuggestionLength;
}

function choiceOf({ label, value }: Suggestion): { readonly name: string; readonly value: string } {
  return { name: clip(label, maxSuggestionLength), value };
}

function leavesOf(dispatcher: Dispatcher): readonly Leaf[] {
  return dispatcher.commands.flatMap((command) => command.leaves);
}

function leafAt(dispatcher: Dispatcher, path: readonly string[]): Leaf | undefined {
  const wanted = path.join(' ');
  return leavesOf(dispatcher).find((leaf) => leaf.path.join(' ') === wanted);
}
