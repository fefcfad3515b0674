import { expect, test } from 'vitest';
import { discordCall } from '../../../../src/sandbox/page/calls-view.ts';

test.each([
  ['/channels/1051234567890123456/messages', { content: 'Bridge closed' }, 'POST messages'],
  ['/channels/1051234567890123456/messages', {}, 'POST messages (empty on purpose, to be refused)'],
  ['/interactions/1051234567890123456/aW50ZXJhY3Rpb24/callback', {}, 'POST answer'],
  ['/users/@me/channels', { recipient_id: '1051234567890123456' }, 'POST /users/@me/channels'],
])('the call POST %s %j is shown as “%s”', (path, body, words) => {
  expect(discordCall({ method: 'POST', path, body })).toBe(words);
});
