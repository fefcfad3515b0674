import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { withCommandTable } from '../support/readme.ts';

test('the README lists the commands as they are declared', async () => {
  const readme = await readFile('README.md', 'utf8');
  expect(readme, 'npm run readme writes the table').toBe(withCommandTable(readme));
});
