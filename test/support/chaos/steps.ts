import type { ChaosNewsroom } from './newsroom.ts';

const platforms = ['discord', 'telegram'] as const;
const urgencies = ['normal', 'normal', 'normal', 'quiet', 'flash'] as const;

/** What the steps of one run share: the seeded randomness, and how many updates were asked for. */
export interface ChaosRun {
  readonly room: ChaosNewsroom;
  readonly random: () => number;
  asked: number;
}

type Step = (run: ChaosRun) => Promise<void> | void;

/** What may happen, and how often beside the others. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [34, update],
  [12, edit],
  [8, correct],
  [8, (run) => revise(run, 'hold')],
  [8, (run) => revise(run, 'release')],
  [6, kill],
  [5, schedule],
  [3, cancelScheduled],
  [5, submit],
  [5, decide],
  [10, faultOnDiscord],
  [10, faultOnTelegram],
  [4, killInTheMiddle],
  [3, ({ room }) => room.killRedis()],
];
const allWeights = steps.reduce((sum, [weight]) => sum + weight, 0);

/** Does one thing at random. */
export async function takeStep(run: ChaosRun): Promise<void> {
  let left = run.random() * allWeights;
  const [, step] = steps.find(([weight]) => {
    left -= weight;
    return left < 0;
  }) ?? [0, update];
  await step(run);
}

function pick<const T extends readonly [unknown, ...unknown[]]>(from: T, { random }: ChaosRun): T[number] {
  return from[Math.floor(random() * from.length)] ?? from[0];
}

/** The word by which an update is known in whatever shows it. */
function markOf(number: number): string {
  return `Mark${number}x`;
}

function updateLine(run: ChaosRun): string {
  run.asked += 1;
  const urgency = pick(urgencies, run);
  return `/update story:harbour urgency:${urgency} headline:"${markOf(run.asked)} v1" body:"Nobody may cross"`;
}

async function update(run: ChaosRun): Promise<void> {
  await run.room.command(pick(platforms, run), updateLine(run));
}

/** One of the last updates, which may never have been made. */
function someEntry(run: ChaosRun): string {
  return `harbour/${Math.max(1, run.asked - Math.floor(run.random() * 8))}`;
}

async function edit(run: ChaosRun): Promise<void> {
  const body = `Text ${Math.floor(run.random() * 1_000)}`;
  await run.room.command(pick(platforms, run), `/edit entry:${someEntry(run)} body:"${body}"`);
}

async function correct(run: ChaosRun): Promise<void> {
  const facts = 'wrong:"nobody may cross" right:"Pedestrians may cross"';
  const body = `Corrected ${Math.floor(run.random() * 1_000)}`;
  await run.room.command(pick(platforms, run), `/correct entry:${someEntry(run)} ${facts} body:"${body}"`);
}

async function revise(run: ChaosRun, what: 'hold' | 'release'): Promise<void> {
  await run.room.command(pick(platforms, run), `/${what} entry:${someEntry(run)}`);
}

/** One chief alone only asks for it, or answers what the other one asked earlier. */
async function kill(run: ChaosRun): Promise<void> {
  const entry = someEntry(run);
  const [first, second] = pick(
    [
      ['discord', 'telegram'],
      ['telegram', 'discord'],
    ],
    run,
  );
  await run.room.kill(first, entry);
  if (run.random() < 0.7) await run.room.kill(second, entry);
}

/** Soon enough that it is out before the run is looked at. */
async function schedule(run: ChaosRun): Promise<void> {
  const at = new Date(Date.now() + 1_000 + run.random() * 9_000).toISOString();
  await run.room.command(pick(platforms, run), `${updateLine(run)} at:${at}`);
}

async function cancelScheduled(run: ChaosRun): Promise<void> {
  await run.room.command(pick(platforms, run), `/scheduled entry:${someEntry(run)} action:cancel`);
}

async function submit(run: ChaosRun): Promise<void> {
  await run.room.command(pick(platforms, run), updateLine(run), 'reporter');
}

async function decide(run: ChaosRun): Promise<void> {
  const decision = pick(['approve', 'approve', 'return'], run);
  const reason = decision === 'return' ? ' reason:"Who says so?"' : '';
  await run.room.command(pick(platforms, run), `/submission ${decision} entry:${someEntry(run)}${reason}`);
}

function faultOnDiscord(run: ChaosRun): void {
  const limited = { kind: 'rate-limit', headerSeconds: 1, bodySeconds: 1.5 } as const;
  const fault = pick(
    [
      { kind: 'reset-before' },
      { kind: 'reset-after' },
      { kind: 'status', status: 502, html: '<h1>Bad gateway</h1>' },
      { kind: 'status', status: 500 },
      { ...limited, scope: 'user' },
      { ...limited, scope: 'global' },
    ] as const,
    run,
  );
  const method = pick(['POST', 'PATCH'], run);
  const times = 1 + Math.floor(run.random() * 3);
  run.room.world.discord.faults.add({ ...fault, method, route: '/channels', times });
}

function faultOnTelegram(run: ChaosRun): void {
  const fault = pick(
    [
      { kind: 'reset-before' },
      { kind: 'reset-after' },
      { kind: 'status', errorCode: 502, description: 'Bad Gateway', html: true },
      { kind: 'rate-limit', retryAfterSeconds: 1 },
    ] as const,
    run,
  );
  const chatId = pick([run.room.chats[0] ?? 0, run.room.chats[1] ?? 0, run.room.chats[2] ?? 0], run);
  const method = pick(['sendMessage', 'editMessageText'], run);
  run.room.world.telegram.faults.add({ ...fault, method, chatId, times: 1 });
}

/** The bot dies after so many calls of an update were made, whichever those are. */
async function killInTheMiddle(run: ChaosRun): Promise<void> {
  const { room, random } = run;
  const { discord, telegram } = room.world;
  const made = () => discord.requests().length + telegram.requests().length;
  const until = made() + 1 + Math.floor(random() * 16);
  const published = room.command(pick(platforms, run), updateLine(run));
  await Promise.race([discord.waitFor(() => made() >= until).catch(() => undefined), published]);
  await room.killBot();
  await published;
}
