import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page. */
export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's files: those in `public`, and the scripts compiled from `client`. */
const folders = ['public', 'client'];

/** The files of the page by name, read once. Rejects when the project was not built. */
export async function readAssets(): Promise<ReadonlyMap<string, Asset>> {
  const lists = await Promise.all(
    folders.map((folder) => readFolder(new URL(`./${folder}/`, import.meta.url))),
  );
  return new Map(lists.flat());
}

async function readFolder(url: URL): Promise<readonly (readonly [string, Asset])[]> {
  const folder = fileURLToPath(url);
  const names = (await readdir(folder)).filter((name) => extname(name) in types);
  return Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(folder, name));
      return [name, { bytes, type: types[extname(name)] ?? '' }] as const;
    }),
  );
}
