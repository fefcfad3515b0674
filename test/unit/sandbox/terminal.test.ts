import { describe, expect, it } from 'vitest';
import type { ShownMessage } from '../../../src/sandbox/channels.ts';
import { inkOf, plainInk, wrap } from '../../../src/sandbox/ink.ts';
import { changesBetween } from '../../../src/sandbox/terminal.ts';

describe('wrapping', () => {
  it.each([
    ['one two three', 'one two\nthree'],
    ['• one two three', '• one\n  two\n  three'],
    ['│ one two three', '│ one\n│ two\n│ three'],
    ['  one two', '  one\n  two'],
    ['unbreakable one', 'unbreakable\none'],
    ['one\n\ntwo', 'one\n\ntwo'],
    ['one  - two', 'one  -\ntwo'],
  ])('%j', (text, wrapped) => {
    expect(wrap(text, { width: 8 })).toBe(wrapped);
  });

  it('indents every line but empty ones and does not count what stands out as text', () => {
    const ink = inkOf({ isTTY: true, hasColors: () => true });
    const text = `${ink.bold('one')} two\n\nthree`;
    expect(wrap(text, { width: 9, indent: '  ' })).toBe(`  ${ink.bold('one')} two\n\n  three`);
  });
});

describe('ink', () => {
  it.each([
    ['a pipe', { isTTY: false, hasColors: () => true }],
    ['a file', {}],
    ['a terminal whose reader wants none', { isTTY: true, hasColors: () => false }],
  ])('is plain for %s', (_, stream) => {
    expect(inkOf(stream)).toBe(plainInk);
  });
});

describe('changes between two looks', () => {
  const message = (id: string, text: string): ShownMessage => ({
    id,
    text,
    author: 'Dateline',
    sentAt: 1,
    pinned: false,
    silent: false,
    pictures: [],
    buttons: [],
  });

  it('are what came, what was changed and what went', () => {
    const before = [message('1', 'one'), message('2', 'two'), message('3', 'three')];
    const after = [message('1', 'one'), message('3', 'drei'), message('4', 'four')];
    const changes = changesBetween(before, after).map((change) => `${change.kind} ${change.message.text}`);
    expect(changes).toEqual(['deleted two', 'changed drei', 'new four']);
  });
});
