import { expect, test } from 'vitest';
import { changedSentence } from '../../../../src/newsroom/revision/wrong-words.ts';

test.each([
  ['in the middle', 'One. Two cats sat. Three.', 'One. Two dogs sat. Three.', 'Two dogs sat.'],
  ['at the beginning', 'One cat. Two.', 'Any cat. Two.', 'Any cat.'],
  ['at the end', 'One. Two', 'One. Twelve', 'Twelve'],
  ['that was taken away', 'One. Two old cats sat.', 'One. Two cats sat.', 'Two cats sat.'],
  ['that holds more sentences', 'One. It is 4. Last.', 'One. It is 5. Or 6. Last.', 'It is 5. Or 6.'],
  ['on a line of its own', 'One\nTwo cats\nThree', 'One\nTwo dogs\nThree', 'Two dogs'],
  ['in another script', 'غرق 400 شخص. انتهى.', 'غرق 40 شخصا. انتهى.', 'غرق 40 شخصا.'],
])('finds the sentence of a change %s', (_, before, now, sentence) => {
  expect(changedSentence(before, now)).toBe(sentence);
});

test('finds nothing where nothing changed, and quotes no endless sentence', () => {
  expect(changedSentence('Same.', 'Same.')).toBeUndefined();
  const long = 'word '.repeat(200);
  expect(changedSentence(`${long}cat`, `${long}dog`)).toHaveLength(300);
});
