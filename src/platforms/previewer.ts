import type { PlatformName } from '../domain/person.ts';
import type { Previewer } from '../newsroom/previewer.ts';
import type { Part, Render } from './platform.ts';

/** How one platform shows a post, and how much one of its messages holds. */
export interface PreviewedPlatform {
  readonly platform: PlatformName;
  readonly render: Render;
  /** The longest text of a message like this one, by the platform's own count (UTF-16 units on both). */
  readonly limitOf: (part: Part) => number;
}

/** Previews with the renderers of posts. */
export function createPreviewer(platforms: readonly PreviewedPlatform[]): Previewer {
  return (post) =>
    platforms.map(({ platform, render, limitOf }) => ({
      platform,
      parts: render(post.content, post).map((part) => ({
        text: part.text,
        length: part.text.length,
        limit: limitOf(part),
      })),
    }));
}
