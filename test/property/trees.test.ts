import fc from 'fast-check';
import { describe, it } from 'vitest';
import { picture, richText } from '../support/text/arbitraries.ts';
import { everyFaultOf } from '../support/text/checks.ts';
import { longestRunMs, seededRuns } from '../support/text/seeded.ts';

describe('any tree is shown whole and alike on both platforms', () => {
  it.each(seededRuns(50_000))('$name', { timeout: longestRunMs }, ({ parameters }) => {
    fc.assert(
      fc.property(richText, fc.boolean(), (content, pictured) => {
        const faults = everyFaultOf(content, pictured ? { picture } : {});
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      parameters,
    );
  });
});
