import { PassThrough } from 'node:stream';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { z } from 'zod';
import { plainInk } from '../ink.ts';
import type { Stage } from '../play.ts';
import { createTerminal } from '../terminal.ts';
import { createHands } from '../typing.ts';
import { readAssets } from './assets.ts';
import { createDiscordActs, discordBodies } from './discord-acts.ts';
import { createFaultPanel } from './faults.ts';
import { createFeed } from './feed.ts';
import { guardPage } from './guard.ts';
import { type PageViewDeps, viewPage } from './page-view.ts';
import { createPictures } from './pictures.ts';
import { createTelegramActs, telegramBodies } from './telegram-acts.ts';
import { createUses } from './uses.ts';

/** What {@link startPage} needs. */
export type PageOptions = Pick<PageViewDeps, 'world' | 'worker' | 'demo'>;

/** The running page. */
export interface SandboxPage {
  /** Where a browser finds it: `http://127.0.0.1:PORT/`. */
  readonly address: string;
  close(): Promise<void>;
}

/** An image of 10 MB in base64, and room for the rest. */
const maxBodyBytes = 16 * 1024 * 1024;

/**
 * Serves the sandbox's page on a free port of 127.0.0.1. Everything done there reaches the bot through the stand-ins.
 * Rejects when the project was not built.
 */
export async function startPage(options: PageOptions): Promise<SandboxPage> {
  const { world, worker, demo } = options;
  const faults = createFaultPanel(world, worker);
  const deps: PageViewDeps = { ...options, faults, uses: createUses(), pictures: createPictures() };
  const feed = createFeed(() => viewPage(deps));
  const stops = [world.discord, world.telegram].map(({ onChange }) => onChange(feed.changed));
  worker.onChange(feed.changed);
  demo.onChange(feed.changed);

  const app = fastify({ bodyLimit: maxBodyBytes, forceCloseConnections: true });
  guardPage(app);
  app.setErrorHandler<Error & { readonly statusCode?: number }>(async (error, _request, reply) =>
    reply.code(error.statusCode ?? 500).send({ error: error.message }),
  );
  await addFiles(app, deps);
  app.get('/feed', async (_request, reply) => {
    const stream = new PassThrough();
    feed.join(stream);
    return reply.type('text/event-stream').send(stream);
  });
  addActs(app, deps, feed.changed);
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    address: `${address}/`,
    async close() {
      for (const stop of stops) stop();
      feed.close();
      await app.close();
    },
  };
}

async function addFiles(app: FastifyInstance, { pictures }: PageViewDeps): Promise<void> {
  const assets = await readAssets();
  app.get('/', async (_request, reply) => sendFile(reply, assets.get('index.html')));
  app.get<{ Params: { name: string } }>('/assets/:name', async ({ params }, reply) =>
    sendFile(reply, assets.get(params.name)),
  );
  app.get<{ Params: { id: string } }>('/pictures/:id', async ({ params }, reply) =>
    sendFile(reply, pictures.find(params.id)),
  );
}

type Answering = Pick<FastifyReply, 'code' | 'type' | 'send'>;

function sendFile(
  reply: Answering,
  file: { readonly type: string; readonly bytes: Uint8Array } | undefined,
): FastifyReply {
  if (file === undefined) return reply.code(404).send({ error: 'There is no such file.' });
  return reply.type(file.type).send(Buffer.from(file.bytes));
}

function addActs(app: FastifyInstance, deps: PageViewDeps, changed: () => void): void {
  const { world, faults, demo } = deps;
  const discord = createDiscordActs(deps);
  const telegram = createTelegramActs(world);
  const act = <S extends z.ZodType>(name: string, body: S, run: (input: z.output<S>) => Promise<object>) => {
    app.post(`/acts/${name}`, async (request) => {
      try {
        return await run(body.parse(request.body));
      } catch (error) {
        // That a person cannot do something is a normal answer, not a fault of the page.
        return { error: sentenceOf(error) };
      } finally {
        changed();
      }
    });
  };
  act('discord/command', discordBodies.command, discord.command);
  act('discord/suggest', discordBodies.suggest, discord.suggest);
  act('discord/form', discordBodies.form, discord.form);
  act('discord/press', discordBodies.press, discord.press);
  act('discord/menu', discordBodies.menu, discord.menu);
  act('telegram/say', telegramBodies.say, telegram.say);
  act('telegram/press', telegramBodies.press, telegram.press);
  act('fault', z.object({ id: z.string(), isOn: z.boolean() }), async ({ id, isOn }) => ({
    found: faults.switch(id, isOn),
  }));
  act('demo', z.object({}), async () => {
    if (demo.state().isPlaying) throw new Error('The demo is being played already.');
    // The view shows how it ended.
    void demo.play(quietStage(world)).catch(() => undefined);
    return {};
  });
}

function sentenceOf(error: unknown): string {
  // The message of a ZodError is a list in JSON; its first fault is enough.
  if (error instanceof z.ZodError) return error.issues[0]?.message ?? 'That cannot be sent.';
  return error instanceof Error ? error.message : 'That did not work.';
}

/** Prints nothing: the terminal belongs to its own prompt. */
function quietStage(world: PageViewDeps['world']): Stage {
  const terminal = createTerminal({ width: 80, ink: plainInk, write: () => undefined });
  return { world, terminal, hands: createHands(world, plainInk) };
}
