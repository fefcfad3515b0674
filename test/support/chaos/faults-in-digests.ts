import {
  type ChaosView,
  type DigestSeen,
  type EntryOnRecord,
  type MessageSeen,
  marksIn,
  type PlaceSeen,
} from './view.ts';

/** A message that looks like a digest; those that the rows name are judged by themselves. */
export function isStrayDigest({ text }: MessageSeen): boolean {
  return /\bupdates? since\b|\bNo updates since\b/.test(text);
}

/** Whether an entry was missed and then told in a digest, or came before the place followed the story (again). */
export function toldInDigests({ digests }: PlaceSeen, entry: EntryOnRecord): boolean {
  return entry.status !== 'usable' || digests.some((digest) => holds(digest, entry));
}

function holds({ since, until, state }: DigestSeen, { appearedAt }: EntryOnRecord): boolean {
  return (state === 'delivered' || state === 'unknown') && since <= appearedAt && appearedAt < until;
}

/**
 * A digest tells as many entries as were missed, none that was taken back, and none as it was before it was put
 * right. No digest stands there that no row tells of, but for those of which the desk was told.
 */
export function digestFaults(view: ChaosView, place: PlaceSeen): readonly string[] {
  const strays = place.messages.filter(isStrayDigest);
  const told = view.desk.filter((text) =>
    text.startsWith(`It is unknown whether a digest of harbour arrived in ${place.name}:`),
  );
  return [
    ...place.digests.flatMap((digest) => faultsOf(digest, view, place)),
    ...(strays.length > told.length
      ? [`${place.id} has ${strays.length} digests too many, and the desk was told of ${told.length}`]
      : []),
  ];
}

function faultsOf(
  digest: DigestSeen,
  { entries }: ChaosView,
  { id, since: followsSince = Infinity }: PlaceSeen,
): readonly string[] {
  const { since, until, isCatchUp, state, messages } = digest;
  const name = `${id} ${isCatchUp ? 'catch-up' : 'digest'} ${since}-${until} (${state})`;
  // One that was not sent before the place stopped following is not sent any more.
  const isOff = until <= followsSince && messages.length === 0 && state === 'partial';
  if (isOff || state === 'unknown') return [];
  if (state !== 'delivered') return [`${name} was never finished`];
  if (messages.length === 0) return [`${name} is not there`];
  const text = messages.map((message) => message.text).join('\n');
  const usable = entries.filter(({ status }) => status === 'usable');
  const allowed = new Set(usable.flatMap(({ standing }) => standing.flat()));
  const wrong = marksIn(text).filter((mark) => /^(?:Mark|Part)/.test(mark) && !allowed.has(mark));
  const withdrawn = entries.flatMap((entry) => (entry.status === 'usable' ? [] : [...entry.said]));
  const back = marksIn(text).filter((mark) => withdrawn.includes(mark));
  const count = usable.filter((entry) => holds(digest, entry)).length;
  const counted = Number(/(\d+|No) updates? since/.exec(text)?.[1] ?? 'none');
  return [
    ...(wrong.length > 0 ? [`${name} shows [${wrong.join(' ')}], which is old`] : []),
    ...(back.length > 0 ? [`${name} shows [${back.join(' ')}], which was taken back`] : []),
    ...((Number.isNaN(counted) ? 0 : counted) === count
      ? []
      : [`${name} tells of ${counted} and not of ${count}`]),
  ];
}
