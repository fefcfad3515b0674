import { defineConfig } from 'vitest/config';
import { WholeBotsFirst } from './test/support/whole-bots-first.ts';

/** Tests that hold the bot to seconds and to the platforms' limits by the machine's own clock. */
const keepingTime = [
  'test/e2e/{many-processes,outages,pacing,standby,stopping*}.test.ts',
  'test/integration/delivery/{overtaking,pacing,put-off}.test.ts',
];

/** Most integration tests wait more than they compute: five at a time keep two processors just busy. */
const together = { maxWorkers: 5, sequence: { groupOrder: 0 } };

export default defineConfig({
  test: {
    // The code keeps nothing between files, so what they share, discord.js before all, is loaded once for each worker.
    isolate: false,
    // Tests of one file that run side by side start a process each.
    maxConcurrency: 3,
    // Each project would compile all of the sources anew.
    experimental: { fsModuleCache: true },
    sequence: { sequencer: WholeBotsFirst },
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'coverage/vitest.json' },
    projects: [
      {
        extends: true,
        test: {
          ...together,
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
          // A few compile large schemas or run many cases; a busy machine must not make them fail.
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          ...together,
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          exclude: keepingTime,
          globalSetup: ['test/support/redis-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'timing',
          include: keepingTime,
          globalSetup: ['test/support/redis-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
          // Fewer at a time, and nothing that computes: they would be late beside it.
          maxWorkers: 3,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/browser-notice.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 3,
          // A browser beside them would slow down the tests that wait.
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: 'property',
          include: ['test/property/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 3,
          // They compute and nothing else, so they fill what the browsers leave of the processors.
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          // It waits most of the time, for processes that come and go.
          ...together,
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
