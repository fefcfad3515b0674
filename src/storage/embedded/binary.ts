import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

const names = ['redis-server', 'valkey-server'] as const;

/** Where servers may be installed outside of users' PATH, by Debian and by Homebrew. */
const folders = ['/usr/sbin', '/opt/homebrew/bin', '/usr/local/bin'] as const;

/** The commands to try, best first: by name, which searches PATH, then in the usual places. */
export const usualBinaries: readonly string[] = [
  ...names,
  ...names.flatMap((name) => folders.map((folder) => `${folder}/${name}`)),
];

/** There is no redis-server or valkey-server on this machine. The message names the commands that install one. */
export class RedisMissingError extends Error {
  override readonly name = 'RedisMissingError';

  constructor() {
    super(
      [
        'Neither redis-server nor valkey-server was found on PATH. Install one, or set REDIS_URL to a Redis that runs elsewhere:',
        '  Debian, Ubuntu:  sudo apt-get install redis-server',
        '  Fedora:          sudo dnf install valkey',
        '  Homebrew:        brew install redis',
      ].join('\n'),
    );
  }
}

/** Finds the first of `binaries` that runs. Throws a {@link RedisMissingError} when none does. */
export async function findRedisBinary(binaries: readonly string[]): Promise<string> {
  for (const binary of binaries) {
    if (await runs(binary)) return binary;
  }
  throw new RedisMissingError();
}

async function runs(binary: string): Promise<boolean> {
  try {
    await run(binary, ['--version']);
    return true;
  } catch {
    // It is missing, not executable, or for another kind of machine: try the next one.
    return false;
  }
}
