import type { InteractionUse } from '../../src/sandbox/discord/interaction-use.ts';
import type { SandboxMessage } from '../../src/sandbox/telegram/model.ts';
import type { World } from '../../src/sandbox/world.ts';

type DiscordPerson = World['cast']['discord']['chief'];
type TelegramPerson = World['cast']['telegram']['chief'];

type Who = 'chief' | 'reader';

/** What a person reads, and may press below it, at the moment of asking. */
export interface Shown {
  readonly text: string;
  readonly labels: readonly string[];
  /** Resolves when there is such a button, below the last of the messages. */
  until(label: string): Promise<void>;
  /** Presses a button as `as`, or as the person to whom it was shown; resolves when something is said then. */
  press(label: string, as?: Who): Promise<Shown>;
}

/** Newsroom people on one platform, with the buttons that they are shown. */
export interface Hand {
  /** Uses a command; quotes around values, which Discord's fields do not need, are taken off there. */
  use(line: string, as?: Who): Promise<Shown>;
}

/** Hands on Discord, in the newsroom's channel. */
export function onDiscord({ discord, cast }: World): Hand {
  const people: Readonly<Record<Who, DiscordPerson>> = cast.discord;
  const channelId = cast.discord.newsroom;

  async function shown(use: InteractionUse, who: Who): Promise<Shown> {
    await use.reply(10_000);
    const labelsOf = () => use.replies.flatMap(({ buttons }) => buttons.map(({ label }) => label));
    const until = async (label: string) => {
      await use.updated(({ buttons }) => buttons.some((button) => button.label === label));
    };
    return {
      get text() {
        return use.replies.map(({ content }) => content).join('\n');
      },
      get labels() {
        return labelsOf();
      },
      until,
      async press(label, as = who) {
        await until(label);
        return shown(await discord.pressButton({ as: people[as], channelId, use, label }), as);
      },
    };
  }

  return {
    async use(typed, who = 'chief') {
      const line = typed.replaceAll('"', '');
      return shown(await discord.command({ as: people[who], channelId, line }), who);
    },
  };
}

/** Hands on Telegram, each person in the private chat with the bot. */
export function onTelegram({ telegram, cast }: World): Hand {
  const people: Readonly<Record<Who, TelegramPerson>> = cast.telegram;

  /** What the bot says after a message, up to what somebody else says. */
  function saidAfter(chatId: number, after: number): readonly SandboxMessage[] {
    const later = telegram.messages(chatId).filter(({ id }) => id > after);
    const end = later.findIndex(({ fromBot }) => !fromBot);
    return end === -1 ? later : later.slice(0, end);
  }

  async function shown(chatId: number, after: number, who: Who): Promise<Shown> {
    await telegram.waitFor(() => saidAfter(chatId, after).length > 0);
    const said = () => saidAfter(chatId, after);
    const withButton = (label: string) =>
      said().find(({ buttons }) => buttons.flat().some(({ text }) => text === label));
    return {
      get text() {
        return said()
          .map((message) => telegram.visible(message))
          .join('\n');
      },
      get labels() {
        return said().flatMap(({ buttons }) => buttons.flat().map(({ text }) => text));
      },
      async until(label) {
        await telegram.waitFor(() => withButton(label));
      },
      async press(label, as = who) {
        const { id } = await telegram.waitFor(() => withButton(label));
        const last = telegram.messages(chatId).at(-1)?.id ?? 0;
        await telegram.press({ as: people[as], chatId, messageId: id, label });
        return shown(chatId, last, as);
      },
    };
  }

  return {
    async use(line, who = 'chief') {
      const { id } = people[who];
      const { messageId } = telegram.say({ as: people[who], chatId: id, text: line });
      return shown(id, messageId, who);
    },
  };
}

/** Hands on either platform. */
export const hand = { discord: onDiscord, telegram: onTelegram } as const;
