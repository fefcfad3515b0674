import fc from 'fast-check';
import { describe, it } from 'vitest';
import { picture, richText } from '../support/text/arbitraries.ts';
import { faultsOf, unsteadyFaultsOf } from '../support/text/checks.ts';
import { seeded } from '../support/text/seeded.ts';

describe('any tree', () => {
  const run = seeded(55_000);

  it(`is shown whole and alike on both platforms (${run.name})`, { timeout: run.timeoutMs }, () => {
    fc.assert(
      fc.property(richText, fc.boolean(), (content, pictured) => {
        const options = pictured ? { picture } : {};
        const faults = [...faultsOf(content, options), ...unsteadyFaultsOf(content, options)];
        if (faults.length > 0) throw new Error(faults.join('\n'));
      }),
      run.parameters,
    );
  });
});
