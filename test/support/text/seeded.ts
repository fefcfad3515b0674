import type { Parameters } from 'fast-check';

/** A run of a property over random cases. */
export interface SeededRun {
  /** Such as `10000 cases, seed 20261122`. */
  readonly name: string;
  readonly parameters: Parameters<unknown>;
}

/** The same cases in every run, unless the environment says otherwise. */
const defaultSeed = 20_261_122;

/** Continuous integration runs all cases; everybody else waits for a tenth of them. */
const usualTimes = process.env['CI'] ? 1 : 0.1;

/** A run does not let go of the processor: after so many cases the next one begins. */
const mostCases = 10_000;

/** How long a run may take, in milliseconds: a busy machine may need that for each case. */
export const longestRunMs = 20 * mostCases;

/**
 * Runs of a property over so many cases in all where `CI` is set, else over a tenth of them, from the same seeds every
 * time. `PROPERTY_SEED` takes another first seed and `PROPERTY_TIMES` so many times the cases, for long runs before a
 * release.
 */
export function seededRuns(cases: number): readonly SeededRun[] {
  const firstSeed = numberIn('PROPERTY_SEED') ?? defaultSeed;
  const all = Math.ceil(cases * (numberIn('PROPERTY_TIMES') ?? usualTimes));
  return Array.from({ length: Math.ceil(all / mostCases) }, (_, index) => {
    const numRuns = Math.min(mostCases, all - index * mostCases);
    const seed = firstSeed + index;
    return { name: `${numRuns} cases, seed ${seed}`, parameters: { seed, numRuns } };
  });
}

function numberIn(name: string): number | undefined {
  const value = process.env[name];
  return value === undefined ? undefined : Number(value);
}
