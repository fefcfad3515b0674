import { readFile, writeFile } from 'node:fs/promises';
import { withCommandTable } from '../test/support/readme.ts';

/** Writes the table of commands into the README, from the declarations. */
const readme = new URL('../README.md', import.meta.url);
await writeFile(readme, withCommandTable(await readFile(readme, 'utf8')));
