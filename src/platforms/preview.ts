import type { Line } from '../domain/text/lines.ts';
import type { Part, RenderOptions } from './platform.ts';

/** The address that may show a preview, for the part that contains its link. */
export function previewIn(lines: readonly Line[], { linkPreview }: RenderOptions): Pick<Part, 'linkPreview'> {
  const has = lines.some((line) => line.runs.some((run) => run.url === linkPreview));
  return linkPreview !== undefined && has ? { linkPreview } : {};
}
