import type { Line } from '../domain/text/lines.ts';
import type { Part, RenderOptions } from './platform.ts';

/** The preview of a part: the address that may unfold, in the part that has its link. */
export function previewIn(lines: readonly Line[], { linkPreview }: RenderOptions): Pick<Part, 'linkPreview'> {
  const has = lines.some((line) => line.runs.some((run) => run.url === linkPreview));
  return linkPreview !== undefined && has ? { linkPreview } : {};
}
