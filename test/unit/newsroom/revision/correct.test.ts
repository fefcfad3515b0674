import { beforeEach, expect, test } from 'vitest';
import { latest } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { type Chat, createChatWithCopy } from '../../../support/fake-newsroom-chat.ts';

const said = { wrong: '400 pilots walked out', right: '40 pilots walked out' };

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithCopy(
    '/update Talks fail source:police key:"Talks fail"\nOn Monday 400 pilots walked out.',
    65,
  );
});

const entry = () => chat.room.stories.entry('lindhavn-ferries', 1);
const newest = async () => {
  const found = await entry();
  return found && latest(found);
};

test('puts the right words in the place of the wrong ones, and tells every copy', async () => {
  const answer = await chat.say(
    'editor',
    '/correct 1 wrong:"400 pilots walked out." right:"40 pilots walked out"',
  );
  expect(answer).toBe(
    'Corrected lindhavn-ferries/1 at 2:14 p.m. Oslo time.\n' +
      'Its copies in 1 channel or chat are being changed, and each gets the correction as an answer.\n' +
      'Its text reads now: “On Monday 40 pilots walked out.”\n' +
      'If that is not right, change it with /edit entry:lindhavn-ferries/1.\n' +
      'Its key development is marked as corrected and still reads “Talks fail”; take it out with /key remove story:lindhavn-ferries number:1.',
  );
  expect(await newest()).toMatchObject({
    signal: 'correction',
    text: { headline: 'Talks fail', body: 'On Monday 40 pilots walked out.', source: 'police' },
    correction: said,
  });
  expect(chat.world.outbox).toEqual([
    { slug: 'lindhavn-ferries', event: { kind: 'entry', number: 1, urgency: 'flash', corrects: 2 } },
  ]);
});

test.each([
  'This update said that 400 pilots walked out.',
  'the update said 400 pilots walked out',
  'An earlier version said that 400 pilots walked out',
])('does not tell readers twice that it was said: %s', async (wrong) => {
  await chat.say('editor', `/correct 1 wrong:"${wrong}" right:"40 pilots walked out"`);
  expect(await newest()).toMatchObject({
    text: { body: 'On Monday 40 pilots walked out.' },
    correction: said,
  });
});

test('takes a whole new text, and leaves what is not given', async () => {
  await chat.say('editor', '/correct 1 wrong:"400 walked out" right:"40 walked out"\nForty walked out.');
  expect((await newest())?.text).toEqual({
    headline: 'Talks fail',
    body: 'Forty walked out.',
    source: 'police',
  });
});

test('replaces nothing where it is not clear what, and says so', async () => {
  const answer = await chat.say('editor', '/correct 1 wrong:"40" right:"4"');
  expect(answer).toContain('Its text still reads as before');
  expect((await newest())?.text.body).toBe('On Monday 400 pilots walked out.');
});

test('takes signs in the wrong words for what they are', async () => {
  await chat.say('editor', '/edit 1\nThe water (knee-deep + $3) rose? [1] a/b ^x|y');
  await chat.say('editor', '/correct 1 wrong:"(knee-deep + $3) rose? [1] a/b ^x|y" right:"ankle-deep"');
  expect((await newest())?.text.body).toBe('The water ankle-deep');
});

test('shows headline and sentence as they read now, so that a wrong replacement is seen', async () => {
  await chat.say(
    'editor',
    '/edit 1 headline:"400 pilots walk out"\nNo ferry sailed. On Monday 400 of **500 pilots** left. Nobody was hurt.',
  );
  const body = await chat.say('editor', '/correct 1 wrong:"400 of" right:"About 40 pilots left."');
  expect(body).toContain('Its text reads now: “On Monday About 40 pilots left **500 pilots** left.”\n');
  expect(body).not.toContain('Its headline');
  const headline = await chat.say(
    'editor',
    '/correct 1 wrong:"400 pilots walk out" right:"40 pilots walk out"',
  );
  expect(headline).toContain('Its headline reads now: “40 pilots walk out”\nIf that is not right,');
  const typed = await chat.say('editor', '/correct 1 wrong:"500" right:"600"\nOn Monday 40 of 600 left.');
  expect(typed).not.toContain('reads now');
});

test('does not show what is on hold where others read along', async () => {
  await chat.say('editor', '/hold 1');
  const place = { destination: 'telegram:-300', name: 'Coast', kind: 'group' } as const;
  const line = '/correct lindhavn-ferries/1 wrong:"400 pilots" right:"40 pilots"';
  const answer = await chat.say('editor', line, { place });
  expect(answer).toContain('It is on hold; the correction is told when it is released.');
  expect(answer).not.toContain('On Monday');
});

test('asks for what was wrong and what is right', async () => {
  expect(await chat.say('editor', '/correct 1 wrong:"400 walked out"')).toMatch(
    /^A correction says what was wrong and what is right\. Write it like \/correct .+ Nothing was changed\./,
  );
  expect((await entry())?.revisions).toHaveLength(1);
});

test('on Discord a form asks, with the entry as it is', async () => {
  const opened = await chat.dispatcher.openForm(
    { path: ['correct'], input: {} },
    chat.call('editor', { aboutMessageId: 'm1' }),
  );
  const form = opened && 'form' in opened ? opened : undefined;
  expect(form?.form.fields.map(({ option, value, required }) => [option, value, required])).toEqual([
    ['wrong', undefined, true],
    ['right', undefined, true],
    ['headline', 'Talks fail', true],
    ['body', 'On Monday 400 pilots walked out.', false],
  ]);
  const fields = { ...said, headline: 'Talks fail', body: 'On Monday 400 pilots walked out.' };
  const reply = await chat.dispatcher.submitForm(form?.token ?? '', fields, chat.call('editor'));
  expect(plainText(reply.content)).toContain('Corrected lindhavn-ferries/1');
  expect((await newest())?.text.body).toBe('On Monday 40 pilots walked out.');
});

test('a second correction follows the first', async () => {
  await chat.say('editor', '/correct 1 wrong:"400 pilots walked out" right:"40 pilots walked out"');
  await chat.say('editor', '/correct 1 wrong:"40 pilots walked out" right:"45 pilots walked out"');
  expect((await newest())?.text.body).toBe('On Monday 45 pilots walked out.');
  expect(chat.world.outbox.map(({ event }) => 'corrects' in event && event.corrects)).toEqual([2, 3]);
});

test('tells readers once what two correct in the same words, and gives the second one the text back', async () => {
  const line = '/correct 1 wrong:"400 pilots walked out" right:"40 pilots walked out"';
  await chat.say('editor', line);
  const second = await chat.say('chief', `${line}\nOn Monday some 40 pilots walked out.`);
  expect(second).toContain(
    'Eva Editor corrected lindhavn-ferries/1 in these words already, at 2:14 p.m. Oslo time. Readers are told once. Where its text should still change, use /edit entry:lindhavn-ferries/1. Nothing was changed.',
  );
  expect(second).toContain('some 40 pilots');
  expect((await entry())?.revisions).toHaveLength(2);
});

test('makes the same correction again when the mistake has come back', async () => {
  const line = '/correct 1 wrong:"400 pilots walked out" right:"40 pilots walked out"';
  await chat.say('editor', line);
  await chat.say('editor', '/edit 1\nOn Monday 400 pilots walked out, the union said.');
  expect(await chat.say('chief', line)).toContain('Corrected lindhavn-ferries/1');
  expect((await newest())?.text.body).toBe('On Monday 40 pilots walked out, the union said.');
});

test('is not for what is not out yet', async () => {
  await chat.say('editor', '/update Later at:"tomorrow 9am"');
  expect(await chat.say('editor', '/correct 2 wrong:a right:b')).toBe(
    'lindhavn-ferries/2 is not published yet. Change it with /edit entry:lindhavn-ferries/2. Nothing was changed.',
  );
});
