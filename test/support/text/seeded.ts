import type { Parameters } from 'fast-check';

/** A run of a property over random cases: how it is called, how long it may take, what fast-check is told. */
export interface SeededRun {
  readonly name: string;
  readonly timeoutMs: number;
  readonly parameters: Parameters<unknown>;
}

/** The same cases in every run, unless the environment says otherwise. */
const defaultSeed = 20_261_122;

/** A busy machine may need that long for each case. */
const longestMs = 20;

/**
 * Runs a property over so many cases from the same seed every time. `PROPERTY_SEED` takes another seed and
 * `PROPERTY_TIMES` so many times the cases, for long runs before a release.
 */
export function seeded(cases: number): SeededRun {
  const seed = numberIn('PROPERTY_SEED') ?? defaultSeed;
  const numRuns = cases * (numberIn('PROPERTY_TIMES') ?? 1);
  return {
    name: `${numRuns} cases, seed ${seed}`,
    timeoutMs: numRuns * longestMs,
    parameters: { seed, numRuns },
  };
}

function numberIn(name: string): number | undefined {
  const value = process.env[name];
  return value === undefined ? undefined : Number(value);
}
