import type { WorkerControl } from '../worker-control.ts';
import type { World } from '../world.ts';
import type { PageFault } from './view.ts';

/** The faults that can be switched on and off at the page. */
export interface FaultPanel {
  list(): readonly PageFault[];
  /** Switches a fault on or off. Does nothing if it already is. Returns false when there is no such fault. */
  switch(id: string, isOn: boolean): boolean;
}

interface Switch extends Omit<PageFault, 'isOn'> {
  isOn(): boolean;
  turn(isOn: boolean): void;
}

const waitSeconds = 5;
const withoutEnd = Number.POSITIVE_INFINITY;

/** Each switch acts on the stand-ins or on the worker's process. The bot notices it as it would in production. */
export function createFaultPanel(world: World, worker: WorkerControl): FaultPanel {
  const switches = [...limitSwitches(world), ...kickSwitches(world), hangSwitch(world), workerSwitch(worker)];
  return {
    list: () => switches.map(({ id, label, about, isOn }) => ({ id, label, about, isOn: isOn() })),
    switch(id, isOn) {
      const found = switches.find((one) => one.id === id);
      if (found !== undefined && found.isOn() !== isOn) found.turn(isOn);
      return found !== undefined;
    },
  };
}

/** A switch that runs `begin` when it is turned on, and the function that `begin` returned when it is turned off. */
function toggled(about: Omit<PageFault, 'isOn'>, begin: () => () => void): Switch {
  let end: (() => void) | undefined;
  return {
    ...about,
    isOn: () => end !== undefined,
    turn(isOn) {
      end?.();
      end = isOn ? begin() : undefined;
    },
  };
}

function limitSwitches({ discord, telegram, cast }: World): readonly Switch[] {
  const about = `Posts get a 429 and wait ${waitSeconds}\u00a0seconds, in order. Nothing else waits.`;
  return [
    toggled({ id: 'discord-limit', label: 'Rate-limit #river-watch', about }, () =>
      discord.faults.add({
        kind: 'rate-limit',
        scope: 'shared',
        headerSeconds: waitSeconds,
        bodySeconds: waitSeconds,
        channelId: cast.discord.channel,
        times: withoutEnd,
      }),
    ),
    toggled({ id: 'telegram-limit', label: 'Rate-limit Maren Alerts', about }, () =>
      telegram.faults.add({
        kind: 'rate-limit',
        retryAfterSeconds: waitSeconds,
        chatId: cast.telegram.channel,
        times: withoutEnd,
      }),
    ),
  ];
}

function kickSwitches({ discord, telegram, cast }: World): readonly Switch[] {
  const about = 'The desk is told. Back in, the bot continues by itself.';
  const rights = (isIn: boolean) => ({ member: isIn, administrator: isIn, canPost: isIn, canEdit: isIn });
  return [
    toggled({ id: 'discord-kick', label: 'Shut it out of #river-watch', about }, () => {
      discord.updateChannelRights(cast.discord.channel, { canView: false });
      return () => discord.updateChannelRights(cast.discord.channel, { canView: true });
    }),
    toggled({ id: 'telegram-kick', label: 'Kick it out of Maren Alerts', about }, () => {
      telegram.setBotRights(cast.telegram.channel, { ...rights(false), canPin: false });
      return () => telegram.setBotRights(cast.telegram.channel, { ...rights(true), canPin: true });
    }),
  ];
}

function hangSwitch({ telegram, cast }: World): Switch {
  const about = 'Posts get no answer. The desk is asked; Discord is not affected.';
  return toggled({ id: 'telegram-hang', label: 'Hang Telegram', about }, () =>
    telegram.faults.add({ kind: 'hang', chatId: cast.telegram.channel, times: withoutEnd }),
  );
}

function workerSwitch(worker: WorkerControl): Switch {
  return {
    id: 'worker',
    label: 'Kill the worker',
    about: 'A kill -9. Updates are kept and arrive later.',
    isOn: () => worker.state() === 'killed',
    turn: (isOn) => (isOn ? worker.kill() : worker.start()),
  };
}
