import { expect, it } from 'vitest';
import { createGather } from '../../../src/monitoring/gather.ts';

it('hands on together what comes with the same key within a moment, each once', async () => {
  const handedOn: (readonly string[])[] = [];
  const { promise, resolve } = whenTrue(() => handedOn.flat().length === 5);
  const gather = createGather<string>(10, (gathered) => {
    handedOn.push(gathered);
    resolve();
  });
  for (const word of ['a1', 'b1', 'a2', 'a3', 'b2']) gather(word.charAt(0), word);
  await promise;
  expect(handedOn).toEqual([
    ['a1', 'a2', 'a3'],
    ['b1', 'b2'],
  ]);
});

it('begins a new group after one was handed on', async () => {
  const handedOn: (readonly number[])[] = [];
  const { promise, resolve } = whenTrue(() => handedOn.length === 2);
  const gather = createGather<number>(1, (gathered) => {
    handedOn.push(gathered);
    if (handedOn.length === 1) gather('key', 2);
    resolve();
  });
  gather('key', 1);
  await promise;
  expect(handedOn).toEqual([[1], [2]]);
});

/** A promise that is resolved by the call that finds the condition fulfilled. */
function whenTrue(isSo: () => boolean) {
  let settle = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    settle = resolve;
  });
  return {
    promise,
    resolve: () => {
      if (isSo()) settle();
    },
  };
}
