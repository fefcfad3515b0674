import { expect, it } from 'vitest';
import type { PostButton } from '../../../src/domain/post-button.ts';
import { paragraph } from '../../../src/domain/text/build.ts';
import { renderDiscord } from '../../../src/platforms/discord/render.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';

const digest: PostButton = { kind: 'digest', label: 'Digest', slug: 'harbour' };
const decide: PostButton = { kind: 'action', label: 'Approve', token: 'token' };

it.each([renderDiscord, renderTelegram])(
  'buttons for decisions are below the whole text, other buttons below its beginning',
  (render) => {
    const long = [paragraph('word '.repeat(1_200))];
    const labels = render(long, { buttons: [digest, decide] }).map(({ buttons = [] }) =>
      buttons.map(({ label }) => label),
    );
    expect(labels.length).toBeGreaterThan(1);
    expect(labels[0]).toEqual(['Digest']);
    expect(labels.at(-1)).toEqual(['Approve']);
    expect(render([paragraph('short')], { buttons: [decide, digest] })[0]?.buttons).toHaveLength(2);
  },
);
