import { link, paragraph } from './build.ts';
import type { Picture } from './picture.ts';
import type { Block } from './rich-text.ts';
import type { RelatedLink, Story } from './story.ts';
import { dateline, storyTime } from './timestamp.ts';

/** `Photo: harbour at dawn. Mari Holt / Lindhavn Post`; undefined for a picture without a credit. */
export function photoLine(picture: Picture | undefined): string | undefined {
  if (picture?.credit === undefined) return undefined;
  const shows = picture.alt === undefined ? '' : `${picture.alt.trim().replace(/\.$/, '')}. `;
  return `Photo: ${shows}${picture.credit}`;
}

/** The line that leads to a related article. */
export function relatedLine({ title, url }: RelatedLink): Block {
  return paragraph('Related: ', link(title, url));
}

/** `LIVE`, or when the story was closed, with the full date: the card of a closed story stays for long. */
export function stateWords(story: Story): string {
  if (story.state === 'live') return 'LIVE';
  if (story.closedAt === undefined) return 'CLOSED';
  const time = storyTime(story.closedAt, story, { withLabel: true });
  return `CLOSED ${time} ${dateline(story.closedAt, story.zone)}`;
}
