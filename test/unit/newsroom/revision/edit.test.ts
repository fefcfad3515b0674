import { beforeEach, describe, expect, test } from 'vitest';
import { latest } from '../../../../src/domain/entry.ts';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { type Chat, createChatWithStory, delivered, newsPlace } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('chief', '/subscribe lindhavn-ferries');
  await chat.say('editor', '/update Bridge closd source:police\nThe body.');
  chat.world.outbox.length = 0;
  chat.world.now += 11 * 60_000;
});

async function text() {
  const entry = await chat.room.stories.entry('lindhavn-ferries', 1);
  return entry && latest(entry).text;
}

test('edits what is given and leaves the rest', async () => {
  const said = await chat.say('editor', '/edit lindhavn-ferries/1 Bridge closed');
  expect(said).toBe(
    'Edited lindhavn-ferries/1 at 1:20 p.m. Oslo time.\nIts copies in 1 channel or chat are being changed.',
  );
  expect(await text()).toEqual({ headline: 'Bridge closed', body: 'The body.', source: 'police' });
  expect(chat.world.outbox).toEqual([
    { slug: 'lindhavn-ferries', event: { kind: 'entry', number: 1, urgency: 'normal' } },
  ]);
});

test('takes a number alone, lines below as the body, and an empty source', async () => {
  await chat.say('editor', '/edit 1\nAnother body.');
  await chat.run('editor', 'edit', { entry: '1', source: '' });
  expect(await text()).toEqual({ headline: 'Bridge closd', body: 'Another body.' });
});

test('is done once when it is repeated', async () => {
  const first = await chat.say('editor', '/edit 1 Bridge closed', { id: 'telegram:5' });
  chat.world.now += 60_000;
  expect(await chat.say('editor', '/edit 1 Bridge closed', { id: 'telegram:5' })).toBe(first);
  expect((await chat.room.stories.entry('lindhavn-ferries', 1))?.revisions).toHaveLength(2);
});

test('finds the entry by the message that it is about', async () => {
  chat.world.setDelivery(newsPlace.destination, 'lindhavn-ferries/1', delivered);
  expect(await chat.run('editor', 'edit', { headline: 'Bridge closed' }, { aboutMessageId: 'm1' })).toContain(
    'Edited lindhavn-ferries/1',
  );
  expect(await chat.run('editor', 'edit', { headline: 'Bridge open' }, { aboutMessageId: 'm2' })).toContain(
    'I do not know that message as an update of a story that is followed here.',
  );
  const opened = await chat.dispatcher.openForm(
    { path: ['edit'], input: {} },
    chat.call('editor', { aboutMessageId: 'm1' }),
  );
  const form = opened && 'form' in opened ? opened : undefined;
  expect(form?.form.fields.map(({ option, value }) => [option, value])).toEqual([
    ['headline', 'Bridge closed'],
    ['body', 'The body.'],
    ['source', 'police'],
  ]);
  await chat.dispatcher.submitForm(
    form?.token ?? '',
    { headline: 'Bridge shut', body: 'The body.', source: '' },
    chat.call('editor'),
  );
  expect(await text()).toEqual({ headline: 'Bridge shut', body: 'The body.' });
});

test('a form changes no more than what was changed in it: what others edited meanwhile stays', async () => {
  const opened = await chat.dispatcher.openForm(
    { path: ['edit'], input: { entry: '1' } },
    chat.call('editor'),
  );
  const token = opened && 'form' in opened ? opened.token : '';
  await chat.run('chief', 'edit', { entry: '1', body: 'A better body.', source: 'harbour police' });
  const fields = { headline: 'Bridge closed', body: 'The body.\r\n', source: 'police' };
  await chat.dispatcher.submitForm(token, fields, chat.call('editor'));
  expect(await text()).toEqual({
    headline: 'Bridge closed',
    body: 'A better body.',
    source: 'harbour police',
  });
});

describe('two editors at the same field', () => {
  const form = async (who: 'editor' | 'chief', path = 'edit') => {
    const opened = await chat.dispatcher.openForm({ path: [path], input: { entry: '1' } }, chat.call(who));
    return opened && 'form' in opened ? opened.token : '';
  };
  const submit = async (token: string, fields: Record<string, string>) => {
    const shown = { headline: 'Bridge closed', body: 'The body.', source: 'police' };
    const reply = await chat.dispatcher.submitForm(token, { ...shown, ...fields }, chat.call('editor'));
    return plainText(reply.content);
  };

  test.each(['edit', 'correct'])(
    'the second form of /%s is told who was faster, and its text comes back',
    async (path) => {
      const token = await form('editor', path);
      await chat.run('chief', 'edit', { entry: '1', body: 'What the chief wrote.' });
      const facts = path === 'correct' ? { wrong: 'The body', right: 'Another body' } : {};
      const said = await submit(token, { ...facts, body: 'What the editor wrote with care.' });
      expect(said).toContain(
        'Carl Chief changed the text of lindhavn-ferries/1 at 1:20 p.m. Oslo time, after your form was opened.',
      );
      expect(said).toContain('It reads now: “What the chief wrote.”.');
      expect(said).toContain('Nothing was changed. Your text:');
      expect(said).toContain('What the editor wrote with care.');
      expect(await text()).toMatchObject({ body: 'What the chief wrote.' });
    },
  );

  test('another field of the same form goes in', async () => {
    const token = await form('editor');
    await chat.run('chief', 'edit', { entry: '1', body: 'What the chief wrote.' });
    expect(await submit(token, { headline: 'Bridge shut' })).toContain('Edited lindhavn-ferries/1');
    expect(await text()).toMatchObject({ headline: 'Bridge shut', body: 'What the chief wrote.' });
  });

  test('the same words twice are no quarrel', async () => {
    const token = await form('editor');
    await chat.run('chief', 'edit', { entry: '1', headline: 'Bridge shut' });
    expect(await submit(token, { headline: 'Bridge shut' })).toContain('says that already');
  });

  test('shows no words that were replaced where others read along', async () => {
    const place = { destination: 'telegram:-9', name: 'A group', kind: 'group' } as const;
    await chat.run('chief', 'edit', { entry: '1', headline: 'Bridge shut' });
    const said = await chat.run('editor', 'edit', { entry: '1', headline: 'Bridge is shut' }, { place });
    expect(said).toContain('Edited lindhavn-ferries/1');
    expect(said).not.toContain('It replaces');
  });

  test('a typed edit says whose fresh words it replaces, and shows them', async () => {
    await chat.run('chief', 'edit', { entry: '1', headline: 'Bridge shut' });
    expect(await chat.run('editor', 'edit', { entry: '1', headline: 'Bridge is shut' })).toContain(
      'It replaces the headline that Carl Chief wrote at 1:20 p.m. Oslo time: “Bridge shut”.',
    );
    chat.world.now += 3_600_000;
    expect(await chat.run('chief', 'edit', { entry: '1', headline: 'Open' })).not.toContain('It replaces');
  });
});

test('a text that no form holds is not shown in one', async () => {
  await chat.run('editor', 'edit', { entry: '1', body: 'x'.repeat(4_001) });
  const call = chat.call('editor');
  const opened = await chat.dispatcher.openForm({ path: ['edit'], input: { entry: '1' } }, call);
  expect(opened && 'reply' in opened ? plainText(opened.reply.content) : '').toBe(
    'The text of lindhavn-ferries/1 has 4001 characters, and a form holds 4000. Give what is to change in the ' +
      'command: /edit entry:lindhavn-ferries/1 and headline:, source: or the whole text as body:. Nothing was changed.',
  );
});

test('edits a scheduled entry without telling anyone', async () => {
  await chat.say('editor', '/update Later at:18:00');
  chat.world.outbox.length = 0;
  expect(await chat.say('editor', '/edit lindhavn-ferries/2 Much later')).toContain(
    'It is not published yet',
  );
  expect(chat.world.outbox).toEqual([]);
});

test.each([
  ['/edit lindhavn-ferries/1 Bridge closd', 'lindhavn-ferries/1 says that already.'],
  ['/edit lindhavn-ferries/1', 'This edit is empty. Give what is to change, such as'],
  [
    '/edit lindhavn-ferries/9 Bridge closed',
    'There is no update lindhavn-ferries/9. Its newest is lindhavn-ferries/1.',
  ],
  ['/edit nowhere/1 Bridge closed', 'There is no story “nowhere”.'],
  [
    '/edit entry:first headline:X',
    'entry: must name an update by story and number. Write it like entry:lindhavn-ferries/7.',
  ],
  ['/edit headline:X', 'Say which update you mean. Write it like entry:lindhavn-ferries/7.'],
])('refuses %s', async (line, sentence) => {
  const said = await chat.say('editor', line);
  expect(said).toContain(sentence);
  expect(said).toContain('Nothing was changed.');
  expect(chat.world.outbox).toEqual([]);
});

test('refuses to leave an update without its text or its headline', async () => {
  expect(await chat.run('editor', 'edit', { entry: '1', body: ' ' })).toBe(
    'An edit cannot leave an update without its text. Write the text anew. Nothing was changed.',
  );
  expect(await chat.run('editor', 'edit', { entry: '1', headline: ' ' })).toContain('headline: is empty.');
});

test('refuses an entry that was withdrawn, in the form too', async () => {
  await chat.room.stories.change(
    { slug: 'lindhavn-ferries', entry: 1, callId: 'kill' },
    ({ story, entry }) => ({
      story,
      events: [],
      ...(entry && { entry: { ...entry, status: 'killed' as const } }),
    }),
  );
  expect(await chat.say('editor', '/edit lindhavn-ferries/1 Bridge open again')).toContain(
    'lindhavn-ferries/1 was withdrawn and stays as it is. Publish what is right with /update.',
  );
  const opened = await chat.dispatcher.openForm(
    { path: ['edit'], input: { entry: '1' } },
    chat.call('editor'),
  );
  expect(JSON.stringify(opened)).toContain('was withdrawn');
});
