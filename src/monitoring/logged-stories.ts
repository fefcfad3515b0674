import { entryName, latest } from '../domain/entry.ts';
import type { Logger } from '../logger.ts';
import type { Changed, StoryRecords } from '../newsroom/records.ts';

/** The stories, with a line in the log for every change that is safe: who made it, by which call, to what. */
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

/**
 * Never what was written, only what it was written to. What another call began, such as an entry whose time has come,
 * stands under the id of that one.
 */
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
