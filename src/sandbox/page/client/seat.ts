import type { PagePlatform, PageRole, PageSeat, PageWorld } from '../view.ts';

/** The person that somebody at the page has chosen to be, and where that person writes. */
export interface Seat {
  readonly platform: PagePlatform;
  readonly role: PageRole;
  readonly placeId: string;
}

/** Holds the seat, which changes when another one is chosen. */
export interface SeatHolder {
  now(): Seat;
  /** The places that this person can write in. */
  places(): readonly PageSeat[];
  choose(change: Partial<Seat>): void;
  /** Calls the listener at once and after every change. */
  on(listener: (seat: Seat) => void): void;
}

const memory = 'dateline-seat';

/** Starts with the seat that the browser remembers, or as the chief on Discord. */
export function createSeat(world: () => PageWorld): SeatHolder {
  const listeners = new Set<(seat: Seat) => void>();
  let seat = placed(world(), remembered(world()));

  return {
    now: () => seat,
    places: () => world().seats[seat.platform][seat.role],
    choose(change) {
      const { placeId: _, ...who } = { ...seat, ...change };
      seat = placed(world(), change.placeId === undefined ? who : { ...who, placeId: change.placeId });
      sessionStorage.setItem(memory, JSON.stringify(who));
      for (const listener of listeners) listener(seat);
    },
    on(listener) {
      listeners.add(listener);
      listener(seat);
    },
  };
}

type Who = Pick<Seat, 'platform' | 'role'> & { readonly placeId?: string };

function placed(world: PageWorld, who: Who): Seat {
  const [first] = world.seats[who.platform][who.role];
  return { ...who, placeId: who.placeId ?? first?.placeId ?? '' };
}

function remembered({ people }: PageWorld): Who {
  // Written above, or missing.
  const { platform, role } = JSON.parse(sessionStorage.getItem(memory) ?? '{}') as Partial<Who>;
  return {
    platform: platform === 'telegram' ? 'telegram' : 'discord',
    role: people.find((one) => one.role === role)?.role ?? 'chief',
  };
}
