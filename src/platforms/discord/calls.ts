import type { BaseInteraction } from 'discord.js';
import type { Call } from '../../newsroom/command/call.ts';
import { fetchAttachment } from './images.ts';
import { findPerson, findPlace, mayManage, placeOfInteraction, privatePlace } from './places.ts';
import { openThread } from './threads.ts';

/** What {@link callOf} needs besides the interaction. */
export interface CallContext {
  readonly apiUrl: string;
  /** The message that a context-menu command was used on. */
  readonly aboutMessageId?: string;
}

/** An interaction in the newsroom's terms. */
export function callOf(interaction: BaseInteraction, { apiUrl, aboutMessageId }: CallContext): Call {
  const { user } = interaction;
  const name = interaction.inCachedGuild() ? interaction.member.displayName : user.displayName;
  return {
    id: `discord:${interaction.id}`,
    by: { id: `discord:${user.id}`, name },
    place: placeOfInteraction(interaction),
    ...(aboutMessageId !== undefined && { aboutMessageId }),
    privatePlace: () => privatePlace(interaction),
    mayManage: (place) => mayManage(interaction, place),
    findPlace: (reference) => findPlace(interaction, reference),
    openThread: (where, topic) => openThread(interaction.client, where, topic),
    findPerson: (reference) => findPerson(interaction, reference),
    fetchImage: (upload) => fetchAttachment(upload, apiUrl),
  };
}
