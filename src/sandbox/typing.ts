import { fromDiscord, fromTelegram, type ShownMessage } from './channels.ts';
import type { DemoStep, Who } from './demo.ts';
import type { InteractionUse } from './discord/interaction-use.ts';
import type { SandboxModal } from './discord/modal.ts';
import type { Ink } from './ink.ts';
import type { World } from './world.ts';

/** A command to type, and by whom. */
export interface Typing {
  readonly as: Who;
  readonly line: string;
  readonly picture?: Uint8Array;
  /** Fills in the form that Discord may open. Returns a text for each field, by the field's id. */
  readonly fillForm: (form: SandboxModal) => Promise<Readonly<Record<string, string>>>;
}

/** A button to press under the latest answer, and by whom. */
export interface Press {
  readonly as: Who;
  readonly label: string;
}

/** The bot's answer to one person so far. A long answer comes in several messages. */
export type LiveAnswer = () => readonly ShownMessage[];

/**
 * Acts on a platform as its app lets people do. Resolves with the first message of the answer. Rejects with a plain
 * error for what the app would not allow, and when no answer comes within ten seconds.
 */
export interface Hands {
  type(typing: Typing): Promise<LiveAnswer>;
  press(press: Press): Promise<LiveAnswer>;
}

/** Both platforms' hands. */
export type BothHands = Readonly<Record<DemoStep['platform'], Hands>>;

const answerWithinMs = 10_000;

/** After this long without a change, an answer is complete and the channels are up to date. */
const quietMs = 300;

/** The hands of the sandbox's people, on both platforms. */
export function createHands(world: World, ink: Ink): BothHands {
  return { discord: discordHands(world, ink), telegram: telegramHands(world, ink) };
}

/** Resolves once neither platform has changed for a while. */
export function quiet({ discord, telegram }: World): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      for (const stop of stops) stop();
      resolve();
    }, quietMs);
    const stops = [discord, telegram].map(({ onChange }) => onChange(() => timer.refresh()));
  });
}

function discordHands(world: World, ink: Ink): Hands {
  const { discord, cast } = world;
  let latest: InteractionUse | undefined;
  const acting = (as: Who) => ({
    as: cast.discord[as],
    channelId: as === 'reader' ? cast.discord.channel : cast.discord.newsroom,
  });

  async function answersTo(use: InteractionUse, fillForm?: Typing['fillForm']): Promise<LiveAnswer> {
    const first = await use.answered(answerWithinMs);
    if (first.kind === 'modal' && fillForm) {
      return answersTo(await discord.submitModal(use, await fillForm(first)));
    }
    latest = use;
    return () => use.replies.map((reply) => fromDiscord(reply, ink));
  }

  return {
    async type({ as, line, picture, fillForm }) {
      const image = picture && { image: picture, filename: 'photo.png', contentType: 'image/png' };
      const options = image ? { options: { image } } : {};
      return answersTo(await discord.command({ ...acting(as), line, ...options }), fillForm);
    },
    async press({ as, label }) {
      const buttons = latest?.replies.flatMap((reply) => reply.buttons) ?? [];
      if (!latest || !buttons.some((button) => button.label === label)) throw noButton(label);
      return answersTo(await discord.pressButton({ ...acting(as), use: latest, label }));
    },
  };
}

function telegramHands(world: World, ink: Ink): Hands {
  const { telegram, cast } = world;
  const inPrivate = (as: Who) => telegram.messages(cast.telegram[as].id);

  async function answersAfter(as: Who, messageId: number): Promise<LiveAnswer> {
    const fromBot = () => inPrivate(as).filter(({ id, fromBot: isBot }) => isBot && id > messageId);
    await telegram
      .waitFor(() => fromBot().length > 0, answerWithinMs)
      .catch(() => {
        throw new Error('Dateline did not answer that; commands begin with a slash, such as /help.');
      });
    return () => fromBot().map((message) => fromTelegram(message, { author: 'Dateline', ink }));
  }

  return {
    type({ as, line, picture }) {
      const person = cast.telegram[as];
      const photo = picture ? { photo: picture } : {};
      const said = telegram.say({ as: person, chatId: person.id, text: line, ...photo });
      return answersAfter(as, said.messageId);
    },
    async press({ as, label }) {
      const chatId = cast.telegram[as].id;
      const newest = inPrivate(as).at(-1)?.id ?? 0;
      const message = inPrivate(as).findLast(({ buttons }) =>
        buttons.flat().some(({ text }) => text === label),
      );
      if (!message) throw noButton(label);
      await telegram.press({ as: cast.telegram[as], chatId, messageId: message.id, label });
      return answersAfter(as, newest);
    },
  };
}

function noButton(label: string): Error {
  return new Error(`There is no button “${label}” under the latest answer.`);
}
