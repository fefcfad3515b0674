import { expect, test } from 'vitest';
import { createRandom } from '../../src/sandbox/seeded-random.ts';
import { faultsIn } from '../support/chaos/faults-found.ts';
import { pauseFaults } from '../support/chaos/faults-in-pauses.ts';
import { openChaosNewsroom } from '../support/chaos/newsroom.ts';
import { createRun, takeStep } from '../support/chaos/steps.ts';
import { lookAround } from '../support/chaos/view.ts';

const stepsWanted = Number(process.env['CHAOS_STEPS'] ?? 40);
const seed = Number(process.env['CHAOS_SEED'] ?? 20_261_122);
const msPerStep = 2_000;
const msAround = 240_000;

test(
  `whatever is asked for and fails in ${stepsWanted} steps (seed ${seed}), readers end up with what the records say`,
  async () => {
    const room = await openChaosNewsroom();
    const run = createRun(room, createRandom(seed));
    for (let step = 0; step < stepsWanted; step += 1) await takeStep(run);
    room.world.discord.faults.clear();
    room.world.telegram.faults.clear();
    await room.quiet();
    const atRest = await lookAround(room);
    for (const place of room.places) if (place.isLost()) place.giveBack();
    await room.quiet();

    const view = await lookAround(room);
    expect(view.entries.length).toBeGreaterThan(0);
    expect([...pauseFaults(atRest), ...faultsIn(view)]).toEqual([]);
  },
  stepsWanted * msPerStep + msAround,
);
