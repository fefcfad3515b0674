import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { StoreUnavailable } from '../../../src/newsroom/records.ts';
import { openStore } from '../../../src/storage/store.ts';
import { testDataDir } from '../../support/newsroom.ts';

test('while there is no server, whoever looks for destinations is told that the records do not answer', async () => {
  const socketPath = join(await testDataDir(), 'nobody.sock');
  const store = openStore({
    address: { socketPath },
    prefix: 'away',
    now: Date.now,
    onError: () => undefined,
  });
  onTestFinished(() => store.close());
  const { destinations, subscriptions } = store;
  await Promise.all([
    expect(destinations.on('discord')).rejects.toThrow(StoreUnavailable),
    expect(destinations.among(['discord:1'])).rejects.toThrow(StoreUnavailable),
    expect(subscriptions.destination('discord:1')).rejects.toThrow(StoreUnavailable),
  ]);
});
