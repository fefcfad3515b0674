import { entryName, latest } from '../domain/entry.ts';
import type { Logger } from '../logger.ts';
import type { Changed, StoryRecords } from '../newsroom/records.ts';

/** Wraps the stories so that every committed change is logged: who made it, by which call, to what. */
export function loggedStories(stories: StoryRecords, log: Logger): StoryRecords {
  function write(call: string, slug: string, changed: Changed | undefined): void {
    if (changed === undefined || changed.repeated) return;
    log.info(factsOf({ call, slug }, changed), 'a change is safe');
  }

  return {
    ...stories,
    async open(story, callId, by) {
      const changed = await stories.open(story, callId, by);
      write(callId, story.slug, changed);
      return changed;
    },
    async change(request, decide) {
      const changed = await stories.change(request, decide);
      write(request.callId, request.slug, changed);
      return changed;
    },
  };
}

/** Facts without any text. An entry whose time has come is logged under the id of the call that scheduled it. */
function factsOf({ call, slug }: { readonly call: string; readonly slug: string }, { entry }: Changed) {
  if (entry === undefined) return { call, story: slug };
  const { signal, by, call: begun = call } = latest(entry);
  return {
    call: begun,
    ...(begun !== call && { through: call }),
    entry: entryName(entry),
    revision: entry.revisions.length,
    signal,
    status: entry.status,
    by: by.id,
  };
}
