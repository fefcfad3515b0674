import { describe, expect, it } from 'vitest';
import { heading, paragraph } from '../../../src/domain/text/build.ts';
import { renderTelegram } from '../../../src/platforms/telegram/render.ts';

const fingerprints = (...args: Parameters<typeof renderTelegram>) =>
  renderTelegram(...args).map((part) => part.fingerprint);

describe('a fingerprint', () => {
  it('is ten characters, the same for the same message', () => {
    expect(fingerprints([paragraph('a')])).toEqual(fingerprints([paragraph('a')]));
    expect(fingerprints([paragraph('a')])[0]).toMatch(/^[\w-]{10}$/);
  });

  it('differs with the text, the formatting, the picture and the buttons', () => {
    const digest = { kind: 'digest', label: 'Digest', slug: 'b' } as const;
    const picture = { mediaId: 'm', mimeType: 'image/png' };
    const all = [
      fingerprints([paragraph('a')]),
      fingerprints([paragraph('b')]),
      fingerprints([heading(1, 'a')]),
      fingerprints([paragraph('a')], { picture }),
      fingerprints([paragraph('a')], { picture: { ...picture, alt: 'x' } }),
      fingerprints([paragraph('a')], { buttons: [digest] }),
      fingerprints([paragraph('a')], { buttons: [{ ...digest, label: 'Summary' }] }),
      fingerprints([paragraph('a')], { buttons: [{ ...digest, slug: 'c' }] }),
      fingerprints([paragraph('a')], { buttons: [{ kind: 'link', label: 'Digest', url: 'b' }] }),
      fingerprints([paragraph('a')], { buttons: [digest, digest] }),
      fingerprints([paragraph('a')], { buttons: [{ kind: 'action', label: 'Digest', token: 'b' }] }),
      fingerprints([paragraph('a')], { buttons: [{ kind: 'action', label: 'Digest', token: 'c' }] }),
    ].flat();
    expect(new Set(all).size).toBe(12);
  });
});
