import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http';
import { beforeAll, describe, expect, test } from 'vitest';
import { storyTime } from '../../src/domain/time/timestamp.ts';
import { demoStory, demoZone } from '../../src/sandbox/demo.ts';
import { testDataDir } from '../support/newsroom.ts';
import { type SandboxRun, startSandbox as startProgram } from '../support/sandbox-process.ts';

const readerZone = 'America/Bogota';
const minuteMs = 60_000;
/** The demo takes about ten seconds; a busy machine may need some times that. */
const longMs = 90_000;

function startSandbox(args: readonly string[], env: NodeJS.ProcessEnv = {}): SandboxRun {
  return startProgram(args, { TZ: readerZone, ...env });
}

/** The status of a request with headers that fetch would not send. */
async function postStatus(page: URL, headers: OutgoingHttpHeaders): Promise<number | undefined> {
  const sent = request(new URL('/acts/demo', page), { method: 'POST', headers });
  sent.end();
  // The event of an answer carries it.
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

/** The text between two marks, without its line breaks and runs of spaces. */
function between(output: string, from: string, to: string): string {
  const start = output.indexOf(from);
  const end = output.indexOf(to, start + from.length);
  expect(start, `“${from}” is shown`).toBeGreaterThanOrEqual(0);
  expect(end, `“${to}” is shown after it`).toBeGreaterThan(start);
  return output.slice(start, end).replaceAll(/\s+/g, ' ');
}

/** The clock of the story in each minute of a run. */
function clocksBetween(startedAt: number, endedAt: number, zone: string): string {
  const clocks: string[] = [];
  for (let at = startedAt; at < endedAt + minuteMs; at += minuteMs)
    clocks.push(storyTime(at, { zone }, { withLabel: true }));
  return clocks.map((clock) => clock.replaceAll('.', '\\.')).join('|');
}

describe('the demo', () => {
  const startedAt = Date.now();
  const zone = demoZone(readerZone, startedAt);
  const { headlines, keyDevelopments, edited } = demoStory(zone);
  let run: SandboxRun;
  let code: number | null;

  beforeAll(async () => {
    run = startSandbox([]);
    code = await run.ended();
  }, longMs);

  test('ends well and says how long it took', () => {
    expect(run.output()).not.toContain('trouble');
    expect(run.output()).toMatch(/#8 +Telegram +\d+ ms +\d+ ms[\s\S]+The whole story took \d+\.\d s/);
    expect(code).toBe(0);
  });

  test.each([
    ['Discord, channel', 'Telegram, channel'],
    ['Telegram, channel', 'A reader asks'],
  ])('shows the whole story: %s', (from, to) => {
    const shown = between(run.output(), from, to);
    const clock = clocksBetween(startedAt, Date.now(), zone);
    for (const headline of headlines) expect(shown).toMatch(new RegExp(`${headline} \\((?:${clock})\\)`));
    for (const line of keyDevelopments) expect(shown).toContain(`• ${line}`);
    expect(shown).toContain('pinned');
    expect(shown).toContain('[picture, 640 × 360');
    expect(shown).toContain('Photo: Jon Abara / Maren Post');
    expect(shown).toContain('│ “We are letting it out slowly');
    expect(shown).toContain('Related: How the Karrow Dam works (https://post.example/karrow-dam)');
    expect(shown).toContain(edited.words);
    expect(shown).toContain('Updated');
    expect(shown).not.toContain('and and');
  });

  test('shows the digest that a reader asks for on each platform', () => {
    const onTelegram = between(run.output(), '(a reader) /digest', '(a reader) /digest format:brief');
    const onDiscord = between(run.output(), '(a reader) /digest format:brief', 'How long it took');
    expect(onTelegram).toContain('By the Maren Post desk');
    for (const digest of [onTelegram, onDiscord]) {
      expect(digest).toContain('Key developments');
      expect(digest).toContain('8 updates since');
    }
    expect(onTelegram).toMatch(/no longer rises[\s\S]+earlier updates follow[\s\S]+\[More\]/);
    for (const headline of headlines) expect(onDiscord).toContain(headline);
    expect(onDiscord).not.toContain('no longer rises');
  });

  test('is plain text where nobody looks at a terminal', () => {
    expect(run.output()).not.toContain(String.fromCharCode(27));
  });
});

describe('with --stay', { timeout: longMs, concurrent: true }, () => {
  test('takes commands on both platforms until “quit”', async () => {
    const run = startSandbox(['--stay']);
    run.child.stdin?.write('/update headline:The bridges open again\n');
    await run.until(/Text \(Markdown\)> /);
    run.child.stdin?.write('Police took the barriers away.\n\n');
    await run.until(
      /Published alva-river-flood\/9[\s\S]+Telegram, channel[\s\S]+ · new · [\s\S]+Police took/,
    );
    run.child.stdin?.write('/update headline:Never sent\nHalf a text\ncancel\n');
    await run.until(/The form is closed; nothing was sent\./);
    run.child.stdin?.write('telegram> /edit 9 The road bridges open again\n');
    await run.until(/Edited alva-river-flood\/9[\s\S]+ · changed · [\s\S]+The road bridges open again/);
    run.child.stdin?.write('as reader\n/update Not mine\n');
    await run.until(/You need to be an editor/);
    run.child.stdin?.write('discord\n/digest format:brief\npress Full text\n');
    await run.until(/> press Full text\n[\s\S]+The road bridges open again[\s\S]+9 updates since/);
    run.child.stdin?.write('quit\n');
    expect(await run.ended()).toBe(0);
    expect(run.output()).not.toContain('trouble');
    // The demo scrolls the first word of it away.
    expect(run.output()).toMatch(/Open http[\s\S]+How long it took[\s\S]+The page is at http:\/\/127/);
  });

  test('serves its page to this machine alone', async () => {
    const run = startSandbox(['--stay']);
    await run.until(/Open http/);
    const page = new URL(/http:\/\/127\.0\.0\.1:\d+\//.exec(run.output())?.[0] ?? '');
    const own = await fetch(page);
    expect(own.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'");
    expect(await own.text()).toContain('Dateline');
    expect((await fetch(new URL('/assets/main.js', page))).status).toBe(200);
    expect((await fetch(new URL('/assets/..%2Fserver.js', page))).status).toBe(404);
    expect(await postStatus(page, { origin: 'http://elsewhere.example' })).toBe(403);
    expect(await postStatus(page, { host: `elsewhere.example:${page.port}` })).toBe(403);
    run.child.kill('SIGTERM');
    expect(await run.ended()).toBe(0);
  });

  test('ends well at the end of the input', async () => {
    const run = startSandbox(['--stay']);
    run.child.stdin?.end('/story list');
    expect(await run.ended()).toBe(0);
    expect(run.output()).toMatch(/discord> \/story list\n[\s\S]*Alva river flood/);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)('ends well at %s', async (signal) => {
    const run = startSandbox(['--stay']);
    await run.until(/discord> /);
    run.child.kill(signal);
    expect(await run.ended()).toBe(0);
  });
});

describe('what cannot be done is told in a sentence', { timeout: longMs, concurrent: true }, () => {
  test('an unknown option', async () => {
    const run = startSandbox(['--fast']);
    expect(await run.ended()).toBe(1);
    expect(run.output()).toBe("Unknown option '--fast'; the sandbox takes --stay and --help.\n");
  });

  test('no data directory', async () => {
    const run = startSandbox([], { TMPDIR: '/dev/null' });
    expect(await run.ended()).toBe(1);
    expect(run.output()).toMatch(/\n.*\/dev\/null.*\n$/);
    expect(run.output()).not.toMatch(/^\s+at /m);
  });

  test('a demo that is interrupted, which leaves nothing behind', async () => {
    const folder = await testDataDir();
    const run = startSandbox([], { TMPDIR: folder });
    await run.until(/Published/);
    run.child.kill('SIGTERM');
    expect(await run.ended()).toBe(1);
    expect(await readdir(folder)).toEqual([]);
    expect(run.output()).toMatch(/\nStopped before the end of the demo\.\n$/);
  });

  test('--help', async () => {
    const run = startSandbox(['--help']);
    expect(await run.ended()).toBe(0);
    expect(run.output()).toContain('npm run sandbox -- --stay');
  });
});
