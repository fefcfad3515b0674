import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Lets the tests of whole bots, which take longest, begin before the others of their project, so that nobody waits for
 * one of them alone at the end. Beyond that the order is Vitest's: by what files took the last time, else by size.
 */
export class WholeBotsFirst extends BaseSequencer {
  readonly #inVitestsOrder = super.sort;

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const ordered = await this.#inVitestsOrder(files);
    return ordered.toSorted((a, b) => (a.project === b.project ? turn(a) - turn(b) : 0));
  }
}

function turn({ moduleId }: TestSpecification): number {
  return moduleId.includes('/test/e2e/') ? 0 : 1;
}
