import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';

/** Programs of the machine that the script may use; everything else on its PATH is a stand-in. */
const realPrograms = ['sh', 'dirname', 'find', 'env', 'cat', 'chmod', 'node', 'touch', 'mkdir', 'true'];

const redisOutsidePath = ['/usr/sbin', '/usr/local/bin', '/opt/homebrew/bin'].some((folder) =>
  ['redis-server', 'valkey-server'].some((name) => existsSync(join(folder, name))),
);

let project = '';
beforeEach(async () => {
  project = await mkdtemp(join(tmpdir(), 'dateline-setup-'));
  onTestFinished(() => rm(project, { recursive: true }));
  await mkdir(join(project, 'bin'));
  await mkdir(join(project, 'scripts'));
  await copyFile('scripts/setup.sh', join(project, 'scripts', 'setup.sh'));
  await writeFile(join(project, 'package-lock.json'), '{}');
  for (const name of realPrograms) {
    const real = [process.execPath, `/bin/${name}`, `/usr/bin/${name}`].find(
      (path) => path.endsWith(`/${name}`) && existsSync(path),
    );
    if (real !== undefined) await symlink(real, join(project, 'bin', name));
  }
  await program('npm', 'mkdir -p node_modules; touch node_modules/.package-lock.json');
});

/** Puts a stand-in on the script's PATH that notes its arguments and then does `body`. */
async function program(name: string, body: string): Promise<void> {
  const path = join(project, 'bin', name);
  await rm(path, { force: true });
  await writeFile(path, `#!/bin/sh\necho "${name} $*" >>"${project}/calls"\n${body}\n`);
  await chmod(path, 0o755);
}

interface Run {
  readonly code: number;
  readonly output: string;
  /** The stand-ins that were called, with their arguments. */
  readonly calls: readonly string[];
}

/** Runs the script with nothing but the stand-ins. */
async function setup(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): Promise<Run> {
  const [code, output] = await new Promise<[number, string]>((resolve) => {
    const env = { PATH: join(project, 'bin'), ...more };
    execFile('/bin/sh', [join(project, 'scripts', 'setup.sh'), ...args], { env }, (error, stdout, stderr) =>
      resolve([Number(error?.code ?? 0), stdout + stderr]),
    );
  });
  const calls = await readFile(join(project, 'calls'), 'utf8').catch(() => '');
  return { code, output, calls: calls.trim().split('\n') };
}

describe('scripts/setup.sh', () => {
  it('installs the packages once, and again only after the lock file changed', async () => {
    await program('redis-server', '');
    const first = await setup();
    expect(first).toMatchObject({ code: 0, output: expect.stringMatching(/redis-server[^]*done\.\n$/) });
    expect(first.calls).toEqual([expect.stringContaining('npm ci')]);
    expect((await setup()).calls).toHaveLength(1);

    const later = new Date(Date.now() + 60_000);
    await utimes(join(project, 'package-lock.json'), later, later);
    expect((await setup()).calls).toHaveLength(2);
  });

  it('takes a Valkey for a Redis', async () => {
    await program('valkey-server', '');
    expect((await setup()).output).toContain('valkey-server');
  });

  it.each(['v18.20.0', 'v20.18.9'])('says in a sentence that Node.js %s is too old', async (version) => {
    await program('node', `echo ${version.slice(1)}`);
    const { code, output } = await setup();
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^setup: Node\.js \S+ is too old\. Install .*\n$/),
    ]);
  });

  it.each(['20.19.0', '22.0.0', '24.11.1'])('takes Node.js %s', async (version) => {
    await program('node', `echo ${version}`);
    await program('redis-server', '');
    expect((await setup()).code).toBe(0);
  });

  it('fails when npm does', async () => {
    await program('redis-server', '');
    await program('npm', 'echo broken; exit 7');
    expect(await setup()).toMatchObject({ code: 1, output: expect.stringContaining('npm ci failed') });
  });
});

describe.skipIf(redisOutsidePath)('scripts/setup.sh without a Redis', () => {
  /** Rights come from a stand-in of sudo, which notes what would be done as root and does nothing but apt-get. */
  beforeEach(async () => {
    await program('id', 'echo 1000');
    await program(
      'sudo',
      'shift; case "$1" in env) shift 2; exec "$@" ;; apt-get) exec "$@" ;; tee) cat >/dev/null ;; esac',
    );
    await program(
      'apt-get',
      `case "$*" in *install*) echo '#!/bin/sh' >"${project}/bin/redis-server"; chmod 755 "${project}/bin/redis-server" ;; esac`,
    );
  });

  it('installs one without a service, and does nothing the next time', async () => {
    const first = await setup();
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('neither started nor enabled') });
    const installs = first.calls.filter((call) => call.startsWith('apt-get'));
    expect(installs).toEqual(['apt-get -y -qq install --no-install-recommends redis-server']);
    await setup();
    const { calls } = await setup();
    expect(calls.filter((call) => call.startsWith('apt-get'))).toEqual(installs);
  });

  it('leaves no policy for services behind, and disables the service where systemd is', async () => {
    await program('systemctl', '');
    const { calls } = await setup();
    expect(calls).toContain('sudo -n systemctl disable redis-server');
    const policy = calls.filter((call) => call.includes('policy-rc.d'));
    expect(policy).toEqual(
      existsSync('/usr/sbin/policy-rc.d')
        ? []
        : [
            'sudo -n tee /usr/sbin/policy-rc.d',
            'sudo -n chmod 755 /usr/sbin/policy-rc.d',
            'sudo -n rm -f /usr/sbin/policy-rc.d',
          ],
    );
  });

  it('fetches the package lists only when it has to', async () => {
    await program(
      'apt-get',
      `case "$*" in *update*) touch "${project}/updated" ;; *) [ -e "${project}/updated" ] || exit 100; echo '#!/bin/sh' >"${project}/bin/redis-server"; chmod 755 "${project}/bin/redis-server" ;; esac`,
    );
    const { code, calls } = await setup();
    expect([
      code,
      calls.filter((call) => call.startsWith('apt-get')).map((call) => call.split(' ').at(-1)),
    ]).toEqual([0, ['redis-server', 'update', 'redis-server']]);
  });

  it('shows what apt-get said when nothing helps, and still takes the policy away', async () => {
    await program('apt-get', 'echo no network >&2; exit 100');
    const { code, output, calls } = await setup();
    expect(code).toBe(1);
    expect(output).toMatch(/no network\n.*Install it by hand: apt-get install redis-server/);
    expect(calls.filter((call) => call.startsWith('npm'))).toEqual([]);
    expect(calls.filter((call) => /sudo -n (tee|rm)/.test(call)).length % 2).toBe(0);
  });

  it('says what to install by hand without root and sudo', async () => {
    await program('sudo', 'exit 1');
    const { code, output } = await setup();
    expect([code, output]).toEqual([1, expect.stringContaining('Run as root: apt-get install redis-server')]);
  });

  it.each([
    ['dnf', 'dnf -y -q install valkey'],
    ['apk', 'apk add --no-cache redis'],
    ['pacman', 'pacman -S --noconfirm --needed valkey'],
  ])('installs with %s', async (name, call) => {
    await rm(join(project, 'bin', 'apt-get'));
    await program('sudo', 'shift; exec "$@"');
    await program(
      name,
      `echo '#!/bin/sh' >"${project}/bin/redis-server"; chmod 755 "${project}/bin/redis-server"`,
    );
    const { code, calls } = await setup();
    expect([code, calls]).toEqual([0, expect.arrayContaining([call])]);
  });

  it('installs with Homebrew as the user', async () => {
    await rm(join(project, 'bin', 'apt-get'));
    await program('sudo', 'exit 1');
    await program(
      'brew',
      `echo '#!/bin/sh' >"${project}/bin/redis-server"; chmod 755 "${project}/bin/redis-server"`,
    );
    expect(await setup()).toMatchObject({ code: 0, calls: expect.arrayContaining(['brew install redis']) });
  });
});

describe('scripts/setup.sh --browser', () => {
  it('takes the Chromium that is there, beside all else', async () => {
    await program('redis-server', '');
    await program('chromium', '');
    const chromium = join(project, 'bin', 'chromium');
    const { code, output } = await setup(['--browser'], { CHROMIUM_PATH: chromium });
    expect([code, output]).toEqual([0, expect.stringContaining(`a Chromium is there: ${chromium}.`)]);
    expect(output).toContain('installing the npm packages');
  });

  it('refuses another option in a sentence', async () => {
    expect(await setup(['--fast'])).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^setup: --fast is not an option of setup.sh; the only one is --browser/),
    });
  });

  it('installs one where there is none', async () => {
    await program('redis-server', '');
    await program('id', 'echo 0');
    const chromium = join(project, 'bin', 'chromium');
    await program('env', 'shift; exec "$@"');
    await program('apt-get', `echo '#!/bin/sh' >"${chromium}"; chmod 755 "${chromium}"`);
    const { code, calls } = await setup(['--browser'], { CHROMIUM_PATH: chromium });
    expect(code).toBe(0);
    expect(calls).toContain('apt-get -y -qq install --no-install-recommends chromium');
  });
});
