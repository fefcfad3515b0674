import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Most integration tests wait more than they compute: three at a time keep two processors just busy.
    maxWorkers: 3,
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'coverage/vitest.json' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts', 'test/architecture.test.ts'],
          // Pure code keeps nothing between files, so what they share is loaded once.
          isolate: false,
          // A few compile large schemas or run many cases; a busy machine must not make them fail.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'property',
          include: ['test/property/**/*.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 2,
          // By themselves: they keep both processors of a small machine busy, which tests that wait would feel.
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'integration',
          include: ['test/integration/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/redis-server.ts'],
          testTimeout: 30_000,
          hookTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'chaos',
          include: ['test/chaos/**/*.test.ts'],
          hookTimeout: 60_000,
          maxWorkers: 1,
          // It lives by itself: processes come and go all the time.
          sequence: { groupOrder: 3 },
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/support/browser-notice.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // A browser beside them would slow down the tests that keep time.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
