import fc from 'fast-check';
import { describe, it } from 'vitest';
import { picture, richText } from '../support/text/arbitraries.ts';
import { clockFaultsOf, faultsOf, unsteadyFaultsOf } from '../support/text/checks.ts';
import { longestRunMs, seededRuns } from '../support/text/seeded.ts';

describe('any tree is shown whole and alike on both platforms', () => {
  it.each(seededRuns(60_000))('$name', { timeout: longestRunMs }, ({ parameters }) => {
    fc.assert(
      fc.property(richText, fc.boolean(), (content, pictured) => {
        const options = pictured ? { picture } : {};
        const checks = [faultsOf, unsteadyFaultsOf, clockFaultsOf];
        const faults = checks.flatMap((check) => check(content, options));
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      parameters,
    );
  });
});
