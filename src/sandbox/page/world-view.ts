import { isSubcommand } from '../discord/command-rules.ts';
import { commandType, type Json, jsonList, optionType, textOf } from '../discord/protocol.ts';
import type { World } from '../world.ts';
import {
  type PageCommand,
  type PageOption,
  type PageOptionKind,
  type PageRole,
  type PageSeat,
  type PageWorld,
  pageRoles,
} from './view.ts';

const abilities: Readonly<Record<PageRole, string>> = {
  chief: 'runs the desk, gives roles, closes stories',
  editor: 'publishes and edits',
  reporter: 'sends in updates',
  reader: 'follows and asks for digests',
};

type Place = PageWorld['panes'];

/** People and places, and the commands that the bot has registered so far. */
export function viewWorld({ discord, telegram, cast }: World): PageWorld {
  const registered = discord.commands();
  const panes: Place = {
    discord: `discord/${cast.discord.channel}`,
    telegram: `telegram/${cast.telegram.channel}`,
    discordDesk: `discord/${cast.discord.desk}`,
    telegramDesk: `telegram/${cast.telegram.desk}`,
  };
  const ofType = (type: number) => registered.filter((command) => command['type'] === type);
  const [menu] = telegram.commands();
  return {
    panes,
    people: pageRoles.map((role) => ({
      role,
      names: { discord: cast.discord[role].name, telegram: cast.telegram[role].name },
      can: abilities[role],
    })),
    commands: ofType(commandType.chatInput).flatMap((command) => toCommands(command, cast)),
    messageCommands: ofType(commandType.message).map((command) => textOf(command['name'])),
    menu: menu?.commands.map(({ command, description }) => ({ name: `/${command}`, description })) ?? [],
    seats: {
      discord: byRole((role) => discordSeats(role, `discord/${cast.discord.newsroom}`, panes)),
      telegram: byRole((role) => telegramSeats(role, `telegram/${cast.telegram[role].id}`, panes)),
    },
  };
}

function byRole<T>(of: (role: PageRole) => T): Readonly<Record<PageRole, T>> {
  return { chief: of('chief'), editor: of('editor'), reporter: of('reporter'), reader: of('reader') };
}

function discordSeats(role: PageRole, newsroom: string, panes: Place): readonly PageSeat[] {
  const channel = { placeId: panes.discord, title: '#river-watch' };
  if (role === 'reader') return [channel];
  const inside = [{ placeId: newsroom, title: '#newsroom' }, channel];
  return role === 'reporter' ? inside : [...inside, { placeId: panes.discordDesk, title: '#desk' }];
}

function telegramSeats(role: PageRole, own: string, panes: Place): readonly PageSeat[] {
  const seats: readonly PageSeat[] = [{ placeId: own, title: 'Dateline (private chat)' }];
  if (role === 'reporter' || role === 'reader') return seats;
  const desk = { placeId: panes.telegramDesk, title: 'Maren desk (group)' };
  if (role === 'editor') return [...seats, desk];
  return [...seats, desk, { placeId: panes.telegram, title: 'Maren Alerts (channel)' }];
}

function toCommands(command: Json, cast: World['cast']): readonly PageCommand[] {
  const name = `/${textOf(command['name'])}`;
  const options = jsonList(command['options']);
  const inside = options.filter(isSubcommand);
  if (inside.length === 0) return [toCommand(name, command, cast)];
  return inside.map((one) => toCommand(`${name} ${textOf(one['name'])}`, one, cast));
}

function toCommand(name: string, declared: Json, cast: World['cast']): PageCommand {
  const description = textOf(declared['description']);
  return {
    name,
    description,
    options: jsonList(declared['options']).map((option) => toOption(option, cast)),
  };
}

function toOption(option: Json, cast: World['cast']): PageOption {
  const kind = kindOf(option);
  return {
    kind,
    name: textOf(option['name']),
    description: textOf(option['description']),
    isRequired: option['required'] === true,
    choices: choicesOf(kind, option, cast),
  };
}

function kindOf(option: Json): PageOptionKind {
  switch (option['type']) {
    case optionType.integer:
    case optionType.number:
      return 'integer';
    case optionType.boolean:
      return 'boolean';
    case optionType.user:
      return 'person';
    case optionType.channel:
      return 'channel';
    case optionType.attachment:
      return 'image';
    default:
      if (jsonList(option['choices']).length > 0) return 'choice';
      return option['autocomplete'] === true ? 'suggested' : 'text';
  }
}

function choicesOf(kind: PageOptionKind, option: Json, { discord }: World['cast']): PageOption['choices'] {
  switch (kind) {
    case 'person':
      return pageRoles.map((role) => ({ label: `@${discord[role].name}`, value: discord[role].id }));
    case 'channel':
      return [
        { label: '#river-watch', value: discord.channel },
        { label: '#newsroom', value: discord.newsroom },
        { label: '#desk', value: discord.desk },
      ];
    case 'boolean':
      return ['true', 'false'].map((value) => ({ label: value, value }));
    default:
      return jsonList(option['choices']).map((one) => ({
        label: textOf(one['name']),
        value: textOf(one['value']),
      }));
  }
}
