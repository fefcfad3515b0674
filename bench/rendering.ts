import { composeEntry } from '../src/domain/compose/compose-entry.ts';
import { renderDiscord } from '../src/platforms/discord/render.ts';
import type { Render } from '../src/platforms/platform.ts';
import { renderTelegram } from '../src/platforms/telegram/render.ts';
import { entryOf, story } from './material.ts';
import { type Line, shortNumber } from './report.ts';
import type { Size } from './size.ts';
import { perSecond } from './statistics.ts';

const renders: readonly { readonly platform: string; readonly render: Render }[] = [
  { platform: 'Discord', render: renderDiscord },
  { platform: 'Telegram', render: renderTelegram },
];

/** What it costs to make an entry's messages, from Markdown to parts, without any cache. */
export async function measureRendering({ renderings }: Size): Promise<readonly Line[]> {
  const entries = Array.from({ length: renderings }, (_, index) => entryOf(index + 1));
  return renders.map(({ platform, render }) => {
    const startedAt = performance.now();
    const lengths = entries.map((entry) => {
      const { content, ...options } = composeEntry({ story, entry });
      return render(content, options).reduce((length, part) => length + part.text.length, 0);
    });
    const perEntryMs = (performance.now() - startedAt) / renderings;
    return {
      what: `entries rendered for ${platform}`,
      figure: perSecond(1, perEntryMs),
      unit: '/s',
      beside: `${shortNumber(perEntryMs)} ms each, messages of ${shortNumber(lengths[0] ?? 0)} characters`,
    };
  });
}
