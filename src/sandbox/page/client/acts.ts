import type { PageFile, PageForm, PageRole } from '../view.ts';

/** Who does something, and where. */
export interface Doing {
  readonly role: PageRole;
  readonly placeId: string;
}

/** A command of Discord as it is filled in at the box. */
export interface CommandAct extends Doing {
  readonly line: string;
  readonly options: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, PageFile>>;
}

/** The bot's immediate answer: it may have opened a form. */
export interface DiscordResult {
  readonly form?: PageForm;
}

/** What the bot shows to the person who pressed a button on Telegram. */
export interface PressResult {
  readonly text: string;
  readonly showAlert: boolean;
}

/** Everything that the page can ask of its server. Each call rejects with a sentence when it cannot be done. */
export const acts = {
  command: (act: CommandAct) => post<DiscordResult>('discord/command', act),
  suggest: (act: Omit<CommandAct, 'files'> & { readonly focused: string }) =>
    post<{ readonly choices: readonly { readonly label: string; readonly value: string }[] }>(
      'discord/suggest',
      act,
    ),
  form: (useId: string, fields: Readonly<Record<string, string>>) =>
    post<DiscordResult>('discord/form', { useId, fields }),
  pressDiscord: (
    act: Doing & { readonly messageId: string; readonly token: string; readonly label: string },
  ) => post<DiscordResult>('discord/press', act),
  menu: (act: Doing & { readonly messageId: string; readonly name: string }) =>
    post<DiscordResult>('discord/menu', act),
  say: (act: Doing & { readonly text: string; readonly photo?: string; readonly replyTo?: string }) =>
    post('telegram/say', act),
  pressTelegram: (act: Doing & { readonly messageId: string; readonly token: string }) =>
    post<PressResult>('telegram/press', act),
  fault: (id: string, isOn: boolean) => post('fault', { id, isOn }),
  demo: () => post('demo', {}),
};

async function post<T>(name: string, body: object): Promise<T> {
  const answer = await fetch(`/acts/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Error('The sandbox does not answer; was it stopped?');
  });
  // The server answers every act with an object; a refusal has its sentence in `error`.
  const result = (await answer.json()) as T & { readonly error?: string };
  if (result.error !== undefined) throw new Error(result.error);
  return result;
}

/** What went wrong, as a sentence. */
export function sentenceOf(error: unknown): string {
  return error instanceof Error ? error.message : 'That did not work.';
}
