import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../../src/domain/text/clean-text.ts';
import { toArticle } from '../../../src/web/article.ts';
import { storyMarkdown } from '../../../src/web/story-markdown.ts';
import { attacks, hostileEntries, hostileStory, publicUrl } from '../../support/web/hostile.ts';
import { strikeArticle } from '../../support/web/strike.ts';

/** All nodes of a Markdown document. */
function nodesOf(markdown: string): readonly Nodes[] {
  const open: Nodes[] = [
    fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }),
  ];
  const all: Nodes[] = [];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    all.push(node);
    if ('children' in node) open.push(...node.children.toReversed());
  }
  return all;
}

function textOf(node: Nodes): string {
  if ('value' in node) return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

describe('a story as Markdown', () => {
  it('reads like the running article', () => {
    expect(storyMarkdown(strikeArticle())).toMatchSnapshot();
  });

  it('holds no word of what is held, killed or scheduled', () => {
    expect(storyMarkdown(strikeArticle())).not.toMatch(
      /Rumour|confirms|resigns|whole of it|Embargoed|Never out/,
    );
  });

  it.each(attacks)('shows %j as it was typed, and makes neither HTML nor links of it', (attack) => {
    const address = 'javascript:alert(1)';
    const article = toArticle(hostileStory(attack, address), hostileEntries(attack, address), publicUrl);
    const nodes = nodesOf(storyMarkdown(article));
    const [title] = nodes.filter(({ type }) => type === 'heading');
    const words = (text: string) => text.split(/\s+/).filter(Boolean);
    expect(title && words(textOf(title))).toEqual(words(cleanText(attack)));
    expect(nodes.filter(({ type }) => type === 'html' || type === 'image')).toEqual([]);
    const links = nodes.flatMap((node) => (node.type === 'link' ? [node.url] : []));
    expect(links.filter((url) => !/^https?:/.test(url))).toEqual([]);
  });
});
