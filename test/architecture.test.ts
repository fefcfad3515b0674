import { describe, expect, it } from 'vitest';
import { type SourceFile, sourceFile, sourceFiles } from './support/source-files.ts';

/** What the files of a folder may import of ours, besides the files of that folder itself. */
const allowedImports: readonly { readonly files: RegExp; readonly mayImport: RegExp }[] = [
  { files: /^src\/domain\//, mayImport: /^src\/domain\// },
  { files: /^src\/newsroom\//, mayImport: /^src\/(newsroom|domain)\// },
  { files: /^commands\//, mayImport: /^(commands|src\/newsroom|src\/domain)\// },
  {
    files: /^src\/delivery\//,
    mayImport: /^src\/((delivery|newsroom|domain)\/|platforms\/platform\.ts$|logger\.ts$)/,
  },
  {
    files: /^src\/platforms\/[^/]+$/,
    mayImport: /^src\/((newsroom|domain)\/|platforms\/[^/]+$|logger\.ts$)/,
  },
  {
    files: /^src\/platforms\/discord\//,
    mayImport: /^src\/((newsroom|domain|platforms\/discord)\/|platforms\/[^/]+$|logger\.ts$)/,
  },
  {
    files: /^src\/platforms\/telegram\//,
    mayImport: /^src\/((newsroom|domain|platforms\/telegram)\/|platforms\/[^/]+$|logger\.ts$)/,
  },
  {
    files: /^src\/storage\//,
    mayImport:
      /^src\/((storage|monitoring|newsroom|domain|platforms)\/|delivery\/(ports|observer)\.ts$|logger\.ts$)/,
  },
  {
    files: /^src\/monitoring\//,
    mayImport: /^src\/((monitoring|delivery|newsroom|domain)\/|platforms\/platform\.ts$|logger\.ts$)/,
  },
  { files: /^src\/web\//, mayImport: /^src\/((web|domain)\/|newsroom\/records\.ts$)/ },
  { files: /^src\/[^/]+$/, mayImport: /^(commands|src\/(?!sandbox\/))/ },
];

/** The only files that may import a package. */
const packageHomes: readonly { readonly packages: RegExp; readonly files: RegExp }[] = [
  { packages: /^bullmq(\/|$)/, files: /^src\/delivery\// },
  { packages: /^ioredis(\/|$)/, files: /^src\/storage\// },
  {
    packages: /^(discord\.js|discord-api-types|@discordjs)(\/|$)/,
    files: /^src\/(platforms|sandbox)\/discord\//,
  },
  { packages: /^(grammy|@grammyjs)(\/|$)/, files: /^src\/platforms\/telegram\// },
  { packages: /^prom-client(\/|$)/, files: /^src\/monitoring\// },
];

/** The faults of one file, each as a sentence. */
function faultsOf(file: SourceFile): readonly string[] {
  return [...importFaults(file), ...textFaults(file)].map((fault) => `${file.path} ${fault}`);
}

function importFaults({ path, imports }: SourceFile): readonly string[] {
  const ours = imports.filter((name) => /^(src|commands|test|bench|scripts)\/|^\.\./.test(name));
  const tooFar = allowedImports
    .filter(({ files }) => files.test(path))
    .flatMap(({ mayImport }) => ours.filter((name) => !mayImport.test(name)));
  const notAtHome = packageHomes
    .filter(({ files }) => !files.test(path))
    .flatMap(({ packages }) => imports.filter((name) => packages.test(name)));
  return [...tooFar, ...notAtHome].map((name) => `may not import ${name}`);
}

const maxLines = 300;
// Put together from pieces, so that this file does not hold what it looks for.
const unfinished = new RegExp(`\\b(${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')})\\b`);
const otherFolder = ['..', 'shared'].join('/');

function textFaults({ path, text, code }: SourceFile): readonly string[] {
  const lines = text.trimEnd().split('\n').length;
  return [
    ...(lines > maxLines ? [`has ${lines} lines`] : []),
    ...(path !== 'src/config.ts' && /\bprocess\s*\.\s*env\b/.test(code) ? ['reads process.env'] : []),
    ...(/(?<![.\w])any\b(?!\s*[:(])|\bz\.any\(/.test(code) ? ['uses any'] : []),
    ...(/[\w)\]]!(?=[.;,)\]}[]|\s*$|\s+(?!=))/m.test(code) ? ['uses a non-null assertion'] : []),
    ...(unfinished.test(text) ? ['is unfinished'] : []),
    ...(text.includes(otherFolder) ? ['points outside the project'] : []),
  ];
}

const files = [...sourceFiles('src'), ...sourceFiles('commands')];

describe('the layout', () => {
  it.each(files.map((file) => ({ path: file.path, file })))('$path keeps to it', ({ file }) => {
    expect(faultsOf(file)).toEqual([]);
  });

  it('covers every file', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(({ imports }) => imports).length).toBeGreaterThan(files.length);
  });
});

describe('what the layout forbids is found', () => {
  it.each([
    ['src/domain/a.ts', "import { a } from '../newsroom/b.ts';"],
    ['src/domain/time/a.ts', "export type { A } from '../../logger.ts';"],
    ['src/newsroom/a.ts', "import type {\n  A,\n  B,\n} from '../logger.ts';"],
    ['src/newsroom/a.ts', "import '../storage/keys.ts';"],
    ['src/newsroom/entry/a.ts', "import '../../storage/keys.ts';"],
    ['src/newsroom/entry/a.ts', "import { a } from '../../../commands/b.ts';"],
    ['commands/a.ts', "import { a } from '../src/storage/keys.ts';"],
    ['src/platforms/discord/a.ts', "import { a } from '../telegram/b.ts';"],
    ['src/platforms/telegram/a.ts', "const a = await import('../discord/b.ts');"],
    ['src/platforms/telegram/a.ts', "import { Client } from 'discord.js';"],
    ['src/platforms/telegram/a.ts', "import { REST } from '@discordjs/rest';"],
    ['src/platforms/discord/a.ts', "import { Bot } from 'grammy';"],
    ['src/sandbox/discord/a.ts', "import { Bot } from 'grammy/web';"],
    ['src/delivery/a.ts', "import { a } from '../platforms/render.ts';"],
    ['src/delivery/a.ts', "import { a } from '../storage/keys.ts';"],
    ['src/delivery/a.ts', "import { Redis } from 'ioredis';"],
    ['src/storage/a.ts', "import { Queue } from 'bullmq';"],
    ['src/storage/a.ts', "import { a } from '../app.ts';"],
    ['src/storage/a.ts', "import { a } from '../delivery/mailbox.ts';"],
    ['src/web/a.ts', "import { a } from '../newsroom/entry/publish-entry.ts';"],
    ['src/app.ts', "import type { Redis } from 'ioredis';"],
    ['src/delivery/a.ts', "import { Counter } from 'prom-client';"],
    ['src/delivery/a.ts', "import { a } from '../monitoring/metrics.ts';"],
    ['src/monitoring/a.ts', "import { a } from '../storage/keys.ts';"],
    ['src/app.ts', "import { a } from './sandbox/demo.ts';"],
    ['src/web/a.ts', 'const home = process.env.HOME;'],
    ['src/web/a.ts', 'const a: any = 1;'],
    ['src/web/a.ts', 'const a = b as Map<string, any>;'],
    ['src/web/a.ts', 'const a = z.any();'],
    ['src/web/a.ts', 'const a = list[0]!.name;'],
    ['src/web/a.ts', 'const a = find()!;'],
    ['src/web/a.ts', `// ${['TO', 'DO'].join('')}: later`],
    ['src/web/a.ts', `const a = '${otherFolder}/design';`],
    ['src/web/a.ts', 'a();\n'.repeat(301)],
  ])('in %s: %s', (path, text) => {
    expect(faultsOf(sourceFile(path, text))).toHaveLength(1);
  });

  it.each([
    ['src/domain/a.ts', "import { b } from './b.ts';\nimport { z } from 'zod';"],
    ['src/domain/time/a.ts', "import { b } from './b.ts';\nimport { c } from '../text/c.ts';"],
    ['commands/index.ts', "import { a } from './a.ts';\nimport { b } from '../src/newsroom/b.ts';"],
    [
      'src/newsroom/entry/a.ts',
      "import { a } from '../story/b.ts';\nimport { c } from '../records.ts';\nimport { d } from '../../domain/d.ts';",
    ],
    [
      'src/delivery/a.ts',
      "import type { A } from '../platforms/platform.ts';\nimport { Queue } from 'bullmq';",
    ],
    ['src/config.ts', 'const home = process.env.HOME;'],
    [
      'src/web/a.ts',
      "// any! process.env\nconst a = 'any! of ' + `it's any!; `;\nif (a !== b || !c) d(/any!;/);",
    ],
    ['src/web/a.ts', 'const a = Promise.any(b);\nconst c = { any: 1 };'],
    ['src/web/a.ts', 'a();\n'.repeat(300)],
  ])('and nothing else, in %s: %s', (path, text) => {
    expect(faultsOf(sourceFile(path, text))).toEqual([]);
  });
});
