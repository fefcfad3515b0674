import type { Changes } from './changes.ts';
import type { Interaction } from './interactions.ts';
import { type SandboxMessage, viewMessage } from './message-view.ts';
import { type SandboxModal, viewModal } from './modal.ts';
import { interactionType } from './protocol.ts';
import type { World } from './state.ts';

/**
 * A person's use of a command, button, menu or form, and the bot's answers to it. Every property shows the state at
 * the moment.
 */
export interface InteractionUse {
  readonly id: string;
  readonly token: string;
  /** The first answer and the follow-ups that were not deleted, in order. For an update, the changed message. */
  readonly replies: readonly SandboxMessage[];
  /** The form that the bot opened; undefined when it opened none. */
  readonly modal: SandboxModal | undefined;
  /** The first answer that shows something (a bare deferral does not), or the form. Rejects after the timeout. */
  answered(timeoutMs?: number): Promise<SandboxMessage | SandboxModal>;
  /** As {@link answered}, but rejects when a form was opened instead of a message. */
  reply(timeoutMs?: number): Promise<SandboxMessage>;
  /** As {@link answered}, but rejects when a message came instead of a form. */
  form(timeoutMs?: number): Promise<SandboxModal>;
  /** The first reply that `fits`, once there is one. */
  updated(fits: (reply: SandboxMessage) => boolean, timeoutMs?: number): Promise<SandboxMessage>;
}

/** Makes a person's view of a use. */
export function createUse(world: World, changes: Changes, interaction: Interaction): InteractionUse {
  const replies = () =>
    interaction.replyIds.flatMap((id) => {
      const message = world.message(id);
      return message ? [viewMessage(world, message)] : [];
    });
  const modal = () => interaction.modal && viewModal(interaction.modal);

  async function waitFor<T>(what: string, check: () => T | undefined, timeoutMs = 5_000): Promise<T> {
    try {
      return await changes.waitFor(check, timeoutMs);
    } catch (error) {
      throw new Error(`${interaction.label} ${what}; ${stateOf(interaction)}.`, { cause: error });
    }
  }

  function answered(timeoutMs?: number): Promise<SandboxMessage | SandboxModal> {
    return waitFor('was not answered', () => modal() ?? replies().find((reply) => !reply.loading), timeoutMs);
  }

  return {
    id: interaction.id,
    token: interaction.token,
    get replies() {
      return replies();
    },
    get modal() {
      return modal();
    },
    answered,
    reply: async (timeoutMs) => {
      const answer = await answered(timeoutMs);
      if (answer.kind === 'message') return answer;
      throw new Error(`${interaction.label} opened the form “${answer.title}” where a message was expected.`);
    },
    form: async (timeoutMs) => {
      const answer = await answered(timeoutMs);
      if (answer.kind === 'modal') return answer;
      throw new Error(`${interaction.label} was answered where a form was expected: ${answer.content}`);
    },
    updated: (fits, timeoutMs) => waitFor('got no such reply', () => replies().find(fits), timeoutMs),
  };
}

function stateOf({ acknowledged, type, replyIds }: Interaction): string {
  if (!acknowledged) return 'the bot did not respond at all';
  if (type === interactionType.autocomplete) return 'the bot sent its suggestions';
  return `the bot acknowledged it and wrote ${replyIds.length} replies`;
}
