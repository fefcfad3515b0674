import { beforeEach, describe, expect, test } from 'vitest';
import { plainText } from '../../../../src/domain/text/plain-text.ts';
import { announceSubmission, showSubmissionAnew } from '../../../../src/newsroom/entry/submit-entry.ts';
import type { Newsroom } from '../../../../src/newsroom/records.ts';
import { afterKill } from '../../../../src/newsroom/revision/after-kill.ts';
import { type Chat, createChatWithStory, people, type Speaker } from '../../../support/fake-newsroom-chat.ts';

let chat: Chat;
const name = 'lindhavn-ferries/1';
const deskPlace = { destination: 'telegram:-9', name: 'Desk', kind: 'group' } as const;
const entry = (number = 1) => chat.room.stories.entry('lindhavn-ferries', number);
const notice = () => [...chat.world.notices.values()].at(-1);

/** Presses a button of the newest notice at the desk. */
async function press(label: string, who: Speaker = 'editor'): Promise<string> {
  const token = notice()?.buttons.find((button) => button.label === label)?.token ?? `no button ${label}`;
  return plainText((await chat.dispatcher.press(token, chat.call(who, { place: deskPlace }))).content);
}

beforeEach(async () => {
  chat = await createChatWithStory();
  await chat.say('chief', '/desk', { place: deskPlace });
});

describe('a reporter’s /update', () => {
  test('becomes an entry that waits, and stands at the desk with its preview and buttons', async () => {
    const said = await chat.say(
      'reporter',
      '/update Bridge closed source:Police key:"It is closed"\nAt **noon**.',
    );
    expect(said).toBe(
      `You need to be an editor to publish. Your update was sent to the desk for approval as ${name} (submitted).\nYou hear in our private chat what becomes of it.`,
    );
    expect(await entry()).toMatchObject({ status: 'submitted', keyText: 'It is closed', key: true });
    expect(chat.world.outbox).toEqual([]);
    expect(notice()?.text).toContain(
      `Rolf Reporter sent in ${name} at 1:09 p.m. Oslo time. It waits for an editor.`,
    );
    expect(notice()?.text).toContain('Key development: It is closed');
    expect(notice()?.text).toMatch(
      /Discord: 1 message, \d+ of 2,000 characters\.\nTelegram: 1 message, \d+ of 4,096/,
    );
    expect(notice()?.text).toContain('At noon.');
    expect(notice()?.buttons.map(({ label }) => label)).toEqual(['Approve', 'Send back', 'Claim', 'Preview']);
  });

  test('is refused where there is no desk, with the text', async () => {
    const bare = await createChatWithStory();
    const said = await bare.say('reporter', '/update Bridge closed\nAt noon.');
    expect(said).toContain('this newsroom has no desk yet that could approve your update.');
    expect(said).toMatch(/Nothing was published\. Your text:[\s\S]*Bridge closed\nAt noon\./);
    expect((await bare.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(0);
  });

  test('shows a preview first where the newsroom says so, and goes to the desk from there once', async () => {
    chat.world.settings.previewFor = 'reporters';
    const { content, buttons } = await chat.reply('reporter', '/update Bridge closed');
    expect(plainText(content)).toContain('Preview of');
    expect(buttons.map(({ label }) => label)).toEqual(['Send to the desk', 'Edit', 'Cancel']);
    const send = () => chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('reporter'));
    expect(plainText((await send()).content)).toContain(`as ${name} (submitted)`);
    expect(plainText((await send()).content)).toContain(`it is ${name}`);
    expect(chat.world.notices.size).toBe(1);
  });

  test('is done once when the platform repeats it', async () => {
    await chat.say('reporter', '/update Bridge closed', { id: 'telegram:77' });
    await chat.say('reporter', '/update Bridge closed', { id: 'telegram:77' });
    expect((await chat.room.stories.find('lindhavn-ferries'))?.lastNumber).toBe(1);
    expect(chat.world.notices.size).toBe(1);
  });

  test('shows nowhere while it waits', async () => {
    await chat.say('reporter', '/update Bridge closed key:"It is closed"');
    for (const line of ['/digest', '/story show', '/key list', '/scheduled']) {
      expect(await chat.say('editor', line), line).not.toMatch(/closed/);
    }
    expect(await chat.say('editor', `/release ${name}`)).toContain('waits for the desk');
    expect(await chat.say('editor', `/key add ${name}`)).toContain('waits for the desk');
  });
});

describe('the desk', () => {
  test('approves: the update is out with its key development, and the reporter hears of it', async () => {
    await chat.say('reporter', '/update Bridge closed key:"It is closed"');
    chat.world.now += 120_000;
    expect(await press('Approve')).toContain(`Approved ${name}. It was published at 1:11 p.m. Oslo time.`);
    expect(await entry()).toMatchObject({ status: 'usable', publishedAt: chat.world.now });
    expect((await entry())?.revisions.map(({ signal, by }) => [signal, by.name])).toEqual([
      ['new', 'Rolf Reporter'],
      ['release', 'Eva Editor'],
    ]);
    expect((await chat.room.stories.find('lindhavn-ferries'))?.keyDevelopments).toHaveLength(1);
    expect(notice()?.text).toContain(`${name} was approved by Eva Editor at 1:11 p.m. Oslo time.`);
    expect(notice()?.buttons).toEqual([]);
    expect(chat.world.told).toEqual([
      {
        place: 'telegram:1',
        text: `Eva Editor approved your update ${name}. It was published at 1:11 p.m. Oslo time.`,
      },
    ]);
  });

  test('the first decision counts; every other press is told who decided', async () => {
    await chat.say('reporter', '/update Bridge closed');
    const pressed = notice()?.buttons ?? [];
    const pressOf = async (label: string, who: Speaker) => {
      const token = pressed.find((button) => button.label === label)?.token ?? '';
      return plainText((await chat.dispatcher.press(token, chat.call(who))).content);
    };
    const both = await Promise.all([pressOf('Approve', 'editor'), pressOf('Approve', 'chief')]);
    expect(both.filter((said) => said.startsWith('Approved'))).toHaveLength(1);
    expect(
      both.filter((said) => /was approved by (Eva Editor|Carl Chief) at 1:09 p\.m\./.test(said)),
    ).toHaveLength(1);
    for (const label of ['Claim', 'Preview', 'Approve']) {
      expect(await pressOf(label, 'chief')).toContain(`${name} was approved by`);
    }
    const late = await chat.say('chief', `/submission return ${name} Too late`);
    expect(late).toContain(`${name} was approved by`);
    expect((await entry())?.revisions).toHaveLength(2);
    expect(chat.world.told).toHaveLength(1);
  });

  test('approves what has a time of its own: it waits for it', async () => {
    await chat.say('reporter', '/update Bridge opens at:18:00');
    expect(notice()?.text).toContain('To be published at 6 p.m. Oslo time.');
    expect(await press('Approve')).toContain(`Approved ${name}. It goes out at 6 p.m. Oslo time.`);
    expect((await entry())?.status).toBe('scheduled');
    expect(chat.world.asked).toContain(`publish ${name} at 2026-02-25T17:00:00.000Z`);
    expect(await chat.say('chief', `/submission approve ${name}`)).toContain('was approved by Eva Editor');
  });

  test('approves at once what was to be out by now', async () => {
    await chat.say('reporter', '/update Bridge opens at:18:00');
    chat.world.now += 6 * 3_600_000;
    expect(await press('Approve')).toContain('It was published at 7:09 p.m.');
  });

  test('sends back with a reason; the reporter gets it with the text, and nobody else sees it', async () => {
    await chat.say('reporter', '/update Bridge closed source:Police\nAt noon.');
    expect(await press('Send back')).toContain(`/submission return entry:${name} reason:`);
    expect(await chat.say('editor', `/submission return ${name} Who says so?`)).toBe(
      `Sent ${name} back to Rolf Reporter.`,
    );
    expect(await entry()).toMatchObject({ status: 'killed' });
    expect(notice()?.text).toMatch(/was sent back by Eva Editor at 1:09 p\.m\.[\s\S]*Reason: Who says so\?/);
    expect(chat.world.told).toEqual([
      {
        place: 'telegram:1',
        text: `Eva Editor sent your update ${name} back. Reason: Who says so?\n\nYour text, to be sent again with /update:\n\nBridge closed\nsource: Police\nAt noon.`,
      },
    ]);
    expect(chat.world.outbox).toEqual([]);
  });

  test('what the reporter does not take is told where the update came from, without the text, and then at the desk', async () => {
    const sentence = `Eva Editor sent your update ${name} back. Reason: Who says so?`;
    const unreached = `Rolf Reporter does not take my messages now, and could not be told yet: ${sentence}`;
    await chat.say('reporter', '/update Bridge closed');
    await chat.say('editor', `/submission return ${name} Who says so?`);
    expect(chat.world.toldInstead).toEqual([
      { place: 'discord:100', text: `Rolf Reporter: ${sentence}` },
      { place: 'desk', text: unreached },
    ]);
  });

  test('what was sent in in private is told there, or else at the desk', async () => {
    const place = { destination: 'telegram:1', name: 'Rolf Reporter', kind: 'private' } as const;
    await chat.say('reporter', '/update Bridge closed', { place });
    await chat.say('editor', `/submission return ${name} Who says so?`);
    expect(chat.world.told).toMatchObject([{ place: 'telegram:1' }]);
    expect(chat.world.toldInstead).toMatchObject([{ place: 'desk' }]);
  });

  test('asks for the reason by a form', async () => {
    await chat.say('reporter', '/update Bridge closed');
    const token = notice()?.buttons.find(({ label }) => label === 'Send back')?.token ?? '';
    const opened = await chat.dispatcher.openPressed(token, chat.call('editor'));
    expect(opened).toMatchObject({ form: { fields: [{ option: 'reason', required: true }] } });
  });

  test('claims: the notice says so, a second claim is told who has it, and anybody may still decide', async () => {
    await chat.say('reporter', '/update Bridge closed');
    expect(await press('Claim')).toContain(`You have claimed ${name}.`);
    expect(notice()?.text).toContain('Claimed by Eva Editor.');
    expect(notice()?.buttons.map(({ label }) => label)).toEqual(['Approve', 'Send back', 'Preview']);
    expect(await chat.say('chief', `/submission claim ${name}`)).toContain(
      `${name} was claimed by Eva Editor.`,
    );
    expect(await press('Approve', 'chief')).toContain(`Approved ${name}.`);
  });

  test('lists and shows what waits', async () => {
    expect(await chat.say('editor', '/submission list')).toBe('Nothing waits for the desk.');
    await chat.say('reporter', '/update Bridge closed');
    const { content, buttons } = await chat.reply('editor', '/submission list');
    expect(plainText(content)).toContain(`${name} · Rolf Reporter`);
    const shown = await chat.dispatcher.press(buttons[0]?.token ?? '', chat.call('editor'));
    expect(JSON.stringify(shown.samples)).toContain('Bridge closed');
  });

  test('reads what it approves: an edit of a submission shows in its notice', async () => {
    await chat.say('reporter', '/update Bridge closed');
    await chat.say('editor', `/edit ${name} Old bridge closed`);
    expect(notice()?.text).toContain('Old bridge closed');
    expect(chat.world.notices.size).toBe(1);
    await press('Approve');
    expect((await entry())?.revisions.at(-1)?.text.headline).toBe('Old bridge closed');
  });

  test('does not approve into a closed story', async () => {
    await chat.say('reporter', '/update Bridge closed');
    await chat.say('chief', '/story close');
    expect(await press('Approve')).toContain('is closed');
    expect((await entry())?.status).toBe('submitted');
  });

  test('is told by the reconciler of what it was not told, and of nothing twice', async () => {
    const { wire } = chat.room;
    const tellDesk = wire.tellDesk.bind(wire);
    Object.assign(wire, { tellDesk: () => Promise.reject(new Error('the process died')) });
    await chat.say('reporter', '/update Bridge closed');
    Object.assign(wire, { tellDesk });
    const announce = () => announceSubmission(chat.room, { slug: 'lindhavn-ferries', number: 1 });
    await announce();
    expect(chat.world.notices.size).toBe(0);
    chat.world.now += 61_000;
    await announce();
    await announce();
    expect(chat.world.notices.size).toBe(1);
    expect(notice()?.text).toContain(people.reporter.name);
  });
});

test('a submission that a chief kills is closed at the desk, and its reporter hears of it', async () => {
  await chat.room.staff.remove(people.editor.id);
  await chat.say('reporter', '/update Bridge closed');
  const id = [...chat.world.notices.keys()].at(-1) ?? '';
  const offered = await chat.reply('chief', `/kill ${name} Not true`);
  const token = offered.buttons[0]?.token ?? '';
  await chat.dispatcher.press(token, chat.call('chief'));
  expect((await entry())?.status).toBe('killed');
  // Once more, as after a crash in the middle of it.
  for (let run = 0; run < 2; run += 1) await afterKill(chat.room, { slug: 'lindhavn-ferries', number: 1 });
  expect(chat.world.notices.get(id)?.text).toContain(`${name} was withdrawn by Carl Chief`);
  expect(chat.world.notices.get(id)?.text).not.toContain('Bridge closed');
  expect(chat.world.told).toEqual([
    { place: 'telegram:1', text: `Carl Chief withdrew your update ${name}. Reason: Not true` },
  ]);
});

test('who approved, moved and claimed stands in the story’s log', async () => {
  await chat.say('reporter', '/update Bridge opens at:18:00');
  await press('Claim');
  await press('Approve', 'chief');
  await chat.say('editor', `/scheduled ${name} to:19:00`);
  const deeds = await chat.room.stories.deeds('lindhavn-ferries');
  const done = deeds.filter((deed) => deed.entry === 1);
  expect(done.map(({ by, what }) => [by.name, what])).toEqual([
    ['Eva Editor', 'claimed'],
    ['Carl Chief', 'approved'],
    ['Eva Editor', 'moved'],
  ]);
});

describe('a decision that is made while the notice is being written', () => {
  /** The newsroom, in which somebody approves when the notice is looked for; then it is found, or is not there yet. */
  function decidedMeanwhile(isThere: boolean): Newsroom {
    const { wire } = chat.room;
    const findNotice = async (about: string) => {
      await chat.say('editor', `/submission approve ${name}`);
      return isThere ? wire.findNotice(about) : undefined;
    };
    return { ...chat.room, wire: { ...wire, findNotice } };
  }

  test.each([true, false])(
    'stands there all the same, and none of the words (known: %s)',
    async (isThere) => {
      await chat.say('reporter', '/update Bridge closed');
      const [story, waiting] = [await chat.room.stories.find('lindhavn-ferries'), await entry()];
      if (story === undefined || waiting === undefined) throw new Error('Nothing was sent in');
      chat.world.now += 61_000;
      if (isThere) await showSubmissionAnew(decidedMeanwhile(true), story, waiting);
      else await announceSubmission(decidedMeanwhile(false), { slug: 'lindhavn-ferries', number: 1 });
      expect(chat.world.notices.size).toBe(isThere ? 1 : 2);
      for (const { text, buttons } of chat.world.notices.values()) {
        expect(text).toContain(
          `${name} was approved by Eva Editor at 1:10 p.m. Oslo time. It is by Rolf Reporter.`,
        );
        expect(text).not.toContain('Bridge closed');
        expect(buttons).toEqual([]);
      }
    },
  );
});
