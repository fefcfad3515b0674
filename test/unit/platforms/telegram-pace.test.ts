import { expect, it } from 'vitest';
import { answerPace, telegramPace } from '../../../src/platforms/telegram/pace.ts';

it('answers and deliveries of one chat, topics included, are counted together', () => {
  const delivery = telegramPace({ operation: 'send', destination: 'telegram:-100123:5' });
  expect(answerPace(-100123, 'answer')).toEqual(delivery);
  expect(answerPace(7, 'answer')).toEqual(telegramPace({ operation: 'edit', destination: 'telegram:7' }));
});

it('answers that only change leave half of a group’s minute to the news; alone with a person they need not', () => {
  const { windows } = answerPace(-100123, 'change');
  expect(windows.map(({ calls }) => calls)).toEqual([3, 20, 10]);
  expect(answerPace(7, 'change')).toEqual(answerPace(7, 'answer'));
});
