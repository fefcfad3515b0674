import { expect, it } from 'vitest';
import type { Reply } from '../../../src/newsroom/command/answer.ts';
import type { TelegramSandbox } from '../../../src/sandbox/telegram/server.ts';
import { replyOf } from '../../support/recording-dispatcher.ts';
import { createMemoryInbox, type IntakeSetup, startIntake } from '../../support/telegram-intake.ts';
import { openSandbox } from '../sandbox/telegram-bot.ts';

/** A refusal among readers; `otherwise` is what is said there where nobody can be told alone. */
function refused(otherwise: Reply | undefined): IntakeSetup {
  return {
    execute: async () => ({ ...replyOf('In full.'), aside: { otherwise: async () => otherwise } }),
  };
}

const short = replyOf('In short.');

function answersIn(sandbox: TelegramSandbox, chatId: number) {
  return sandbox.messages(chatId).flatMap(({ fromBot, text, silent }) => (fromBot ? [{ text, silent }] : []));
}

async function openGroup() {
  const sandbox = await openSandbox();
  const ada = sandbox.addPerson({ name: 'Ada' });
  const group = sandbox.addGroup({ title: 'Coast', supergroup: true });
  sandbox.addMember(group.id, ada, { administrator: true, anonymous: true });
  return { sandbox, ada, group };
}

async function openChannel() {
  const sandbox = await openSandbox();
  const channel = sandbox.addChannel({ title: 'Lindhavn Post' });
  const [ada, bo] = ['Ada', 'Bo'].map((name) => {
    const person = sandbox.addPerson({ name });
    sandbox.addMember(channel.id, person, { administrator: true });
    return person;
  });
  if (ada === undefined || bo === undefined) throw new Error('Nobody was added');
  return { sandbox, channel, ada, bo };
}

it('an answer that readers should not see goes to the asker in private, and the group sees nothing', async () => {
  const { sandbox, ada, group } = await openGroup();
  sandbox.addPrivateChat(ada);
  startIntake(sandbox, refused(short));
  sandbox.say({ as: ada, chatId: group.id, text: '/update Bridge closed' });
  const [answer] = await sandbox.waitFor(() => {
    const answers = answersIn(sandbox, ada.id);
    return answers.length > 0 ? answers : undefined;
  });
  expect(answer?.text).toBe('About what you sent in Coast, where readers would see the answer:\n\nIn full.');
  expect(answersIn(sandbox, group.id)).toEqual([]);
});

it('an asker who cannot be told in private gets a short, silent answer in the place itself', async () => {
  const { sandbox, ada, group } = await openGroup();
  startIntake(sandbox, refused(short));
  const { messageId } = sandbox.say({ as: ada, chatId: group.id, text: '/update Bridge closed' });
  await sandbox.waitFor(() => answersIn(sandbox, group.id).length > 0);
  expect(answersIn(sandbox, group.id)).toEqual([{ text: 'In short.', silent: true }]);
  expect(sandbox.messages(group.id).at(-1)?.replyToId).toBe(messageId);
});

it('an anonymous administrator is told in private, too, if there is only one', async () => {
  const { sandbox, ada, group } = await openGroup();
  const bo = sandbox.addPerson({ name: 'Bo' });
  sandbox.addMember(group.id, bo, { administrator: true });
  for (const person of [ada, bo]) sandbox.addPrivateChat(person);
  startIntake(sandbox, refused(short));
  sandbox.say({ as: ada, chatId: group.id, text: '/update Bridge closed', anonymousAdmin: true });
  await sandbox.waitFor(() => answersIn(sandbox, ada.id).length > 0);
  expect(answersIn(sandbox, ada.id)[0]?.text).toContain('In full.');
  expect([...answersIn(sandbox, bo.id), ...answersIn(sandbox, group.id)]).toEqual([]);
});

it('a post in a channel is answered to its administrators, or to the one who signed it', async () => {
  const { sandbox, channel, ada, bo } = await openChannel();
  for (const person of [ada, bo]) sandbox.addPrivateChat(person);
  startIntake(sandbox, refused(short));
  sandbox.postInChannel({ chatId: channel.id, text: '/update Bridge closed' });
  await sandbox.waitFor(() => answersIn(sandbox, bo.id).length === 1);
  sandbox.postInChannel({ chatId: channel.id, text: '/update Bridge closed', signature: 'Ada' });
  await sandbox.waitFor(() => answersIn(sandbox, ada.id).length === 2);

  const lead = 'About a command in Lindhavn Post (channel); I do not see who of its administrators sent it:';
  expect(answersIn(sandbox, ada.id)[0]?.text).toBe(`${lead}\n\nIn full.`);
  expect(answersIn(sandbox, bo.id)).toHaveLength(1);
  expect(answersIn(sandbox, channel.id)).toEqual([]);
});

it('what was said elsewhere is not said in the channel', async () => {
  const { sandbox, channel, ada } = await openChannel();
  let isTold = false;
  startIntake(sandbox, {
    execute: async ({ path }) =>
      path[0] === 'help'
        ? replyOf('Help.')
        : {
            ...replyOf('In full.'),
            aside: {
              otherwise: async () => {
                isTold = true;
                return undefined;
              },
            },
          },
  });
  sandbox.addMember(channel.id, ada);
  sandbox.postInChannel({ chatId: channel.id, text: '/update Bridge closed' });
  sandbox.postInChannel({ chatId: channel.id, text: '/help' });
  await sandbox.waitFor(() => answersIn(sandbox, channel.id).length > 0 && isTold);
  expect(answersIn(sandbox, channel.id)).toEqual([{ text: 'Help.', silent: true }]);
});

it('while the records are away, a channel stays free of it too', async () => {
  const { sandbox, channel, ada } = await openChannel();
  sandbox.addPrivateChat(ada);
  const inbox = createMemoryInbox();
  inbox.failures = Number.POSITIVE_INFINITY;
  startIntake(sandbox, { inbox });
  sandbox.postInChannel({ chatId: channel.id, text: '/update Bridge closed\nAll lanes.' });
  await sandbox.waitFor(() => answersIn(sandbox, ada.id).length > 0);
  expect(answersIn(sandbox, ada.id)[0]?.text).toMatch(
    /nothing was saved\..*\n\nBridge closed\nAll lanes\.$/s,
  );
  expect(answersIn(sandbox, channel.id)).toEqual([]);
});

it('what cannot be read at all is the newsroom’s to judge', async () => {
  const { sandbox, ada, group } = await openGroup();
  sandbox.addPrivateChat(ada);
  startIntake(sandbox, {
    refusal: (why) => ({ ...replyOf(why), aside: { otherwise: async () => undefined } }),
  });
  sandbox.say({ as: ada, chatId: group.id, text: '/key' });
  await sandbox.waitFor(() => answersIn(sandbox, ada.id).length > 0);
  expect(answersIn(sandbox, ada.id)[0]?.text).toContain('Say which one you mean');
  expect(answersIn(sandbox, group.id)).toEqual([]);
});
