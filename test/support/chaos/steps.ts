import type { ChaosNewsroom } from './newsroom.ts';
import type { ChaosPlace } from './places.ts';

const platforms = ['discord', 'telegram'] as const;
const urgencies = ['normal', 'normal', 'normal', 'quiet', 'flash'] as const;

/** What the steps of one run share: the seeded randomness, and what was asked for so far. */
export interface ChaosRun {
  readonly room: ChaosNewsroom;
  readonly random: () => number;
  /** How many updates. */
  asked: number;
  /** How many other texts: bodies, facts, key developments, leads. */
  texts: number;
}

/** A run from its start. */
export function createRun(room: ChaosNewsroom, random: () => number): ChaosRun {
  return { room, random, asked: 0, texts: 0 };
}

type Step = (run: ChaosRun) => Promise<void> | void;

/** What may happen, and how often beside the others. */
const steps: readonly (readonly [weight: number, step: Step])[] = [
  [34, update],
  [12, edit],
  [5, addKey],
  [2, removeKey],
  [4, editLead],
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
  [5, lose],
  [6, giveBack],
  [3, unsubscribe],
  [7, subscribe],
  [4, killInTheMiddle],
  [3, ({ room }) => room.killRedis()],
  [1, ({ room }) => room.freezeRedis()],
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

/** So many sentences of a body; the longest make two messages on Telegram and three on Discord. */
const bodyLengths = [1, 1, 1, 1, 6, 12] as const;

/** A body whose every sentence bears a mark of its own. */
function bodyOf(run: ChaosRun): string {
  run.texts += 1;
  const length = pick(bodyLengths, run);
  const filler = length === 1 ? '' : ' and on'.repeat(50);
  return Array.from({ length }, (_, n) => `Part${run.texts}p${n}x says that nobody may cross${filler}.`).join(
    ' ',
  );
}

function newMark(kind: 'Fact' | 'Key' | 'Lead', run: ChaosRun): string {
  run.texts += 1;
  return `${kind}${run.texts}x`;
}

function updateLine(run: ChaosRun): string {
  run.asked += 1;
  const urgency = pick(urgencies, run);
  return `/update story:harbour urgency:${urgency} headline:"Mark${run.asked}x v1" body:"${bodyOf(run)}"`;
}

/** Nobody can type so much into one message on Telegram. */
const typedOnTelegram = 4_000;

async function type(run: ChaosRun, line: string, as: 'chief' | 'reporter' = 'chief'): Promise<void> {
  const platform = pick(platforms, run);
  await run.room.command(line.length > typedOnTelegram ? 'discord' : platform, line, as);
}

async function update(run: ChaosRun): Promise<void> {
  await type(run, updateLine(run));
}

/** One of the last updates, which may never have been made. */
function someEntry(run: ChaosRun): string {
  return `harbour/${Math.max(1, run.asked - Math.floor(run.random() * 8))}`;
}

async function edit(run: ChaosRun): Promise<void> {
  await type(run, `/edit entry:${someEntry(run)} body:"${bodyOf(run)}"`);
}

async function correct(run: ChaosRun): Promise<void> {
  const facts = `wrong:"nobody may cross" right:"Pedestrians may cross, ${newMark('Fact', run)}"`;
  await type(run, `/correct entry:${someEntry(run)} ${facts} body:"${bodyOf(run)}"`);
}

async function addKey(run: ChaosRun): Promise<void> {
  await type(run, `/key add entry:${someEntry(run)} text:"${newMark('Key', run)} happened"`);
}

async function removeKey(run: ChaosRun): Promise<void> {
  await type(run, '/key remove number:1 story:harbour');
}

async function editLead(run: ChaosRun): Promise<void> {
  await type(run, `/story edit story:harbour lead:"${newMark('Lead', run)} is how it stands"`);
}

async function revise(run: ChaosRun, what: 'hold' | 'release'): Promise<void> {
  await type(run, `/${what} entry:${someEntry(run)}`);
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
  await type(run, `${updateLine(run)} at:${at}`);
}

async function cancelScheduled(run: ChaosRun): Promise<void> {
  await type(run, `/scheduled entry:${someEntry(run)} action:cancel`);
}

async function submit(run: ChaosRun): Promise<void> {
  await type(run, updateLine(run), 'reporter');
}

async function decide(run: ChaosRun): Promise<void> {
  const decision = pick(['approve', 'approve', 'return'], run);
  const reason = decision === 'return' ? ' reason:"Who says so?"' : '';
  await type(run, `/submission ${decision} entry:${someEntry(run)}${reason}`);
}

/** More of them would leave too little to look at. */
const mostLost = 3;

function lose(run: ChaosRun): void {
  const { places } = run.room;
  const place = oneOf(places, run);
  if (place.isLost() || places.filter((one) => one.isLost()).length >= mostLost) return;
  place.lose(pick(place.losses, run));
}

function giveBack(run: ChaosRun): void {
  const lost = run.room.places.filter((place) => place.isLost());
  if (lost.length > 0) oneOf(lost, run).giveBack();
}

async function unsubscribe(run: ChaosRun): Promise<void> {
  await run.room.commandFor(oneOf(run.room.places, run), '/unsubscribe story:harbour');
}

/** One that follows the story already goes on as before. */
async function subscribe(run: ChaosRun): Promise<void> {
  await run.room.commandFor(oneOf(run.room.places, run), '/subscribe story:harbour');
}

function oneOf(places: readonly ChaosPlace[], { random }: ChaosRun): ChaosPlace {
  const found = places[Math.floor(random() * places.length)];
  if (found === undefined) throw new Error('There is no place to choose from');
  return found;
}

function somePlace(run: ChaosRun, platform: ChaosPlace['platform']): ChaosPlace {
  return oneOf(
    run.room.places.filter((place) => place.platform === platform),
    run,
  );
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
  const chatId = Number(somePlace(run, 'telegram').address);
  const method = pick(['sendMessage', 'editMessageText'], run);
  run.room.world.telegram.faults.add({ ...fault, method, chatId, times: 1 });
}

/** The bot dies after so many calls of an update were made, whichever those are. */
async function killInTheMiddle(run: ChaosRun): Promise<void> {
  const { room, random } = run;
  const { discord, telegram } = room.world;
  const made = () => discord.requests().length + telegram.requests().length;
  const until = made() + 1 + Math.floor(random() * 16);
  const published = type(run, updateLine(run));
  await Promise.race([discord.waitFor(() => made() >= until).catch(() => undefined), published]);
  await room.killBot();
  await published;
}
