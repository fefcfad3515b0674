import type { WorkerControl } from '../worker-control.ts';
import type { World } from '../world.ts';
import { viewCalls } from './calls-view.ts';
import type { DemoPlayer } from './demo-player.ts';
import { type ChannelTitle, discordPlace } from './discord-view.ts';
import type { FaultPanel } from './faults.ts';
import type { Pictures } from './pictures.ts';
import { type ChatTitle, telegramPlace } from './telegram-view.ts';
import type { Uses } from './uses.ts';
import { type PagePlace, type PageView, pageRoles } from './view.ts';
import { viewWorld } from './world-view.ts';

/** What {@link viewPage} reads. */
export interface PageViewDeps {
  readonly world: World;
  readonly worker: WorkerControl;
  readonly demo: DemoPlayer;
  readonly faults: FaultPanel;
  readonly uses: Uses;
  readonly pictures: Pictures;
}

/** Everything that the page shows, at the moment. */
export function viewPage(deps: PageViewDeps): PageView {
  const { world, demo, faults } = deps;
  const places: readonly PagePlace[] = [
    ...channelTitles(world).map((channel) => discordPlace(deps, channel)),
    ...chatTitles(world).map((chat) => telegramPlace(deps, chat)),
  ];
  return {
    world: viewWorld(world),
    demo: demo.state(),
    faults: faults.list(),
    calls: viewCalls(world),
    ...Object.fromEntries(places.map((place) => [`place:${place.id}` as const, place])),
  };
}

function channelTitles({ cast: { discord } }: World): readonly ChannelTitle[] {
  return [
    { id: discord.channel, name: 'river-watch', about: 'What readers follow' },
    { id: discord.desk, name: 'desk', about: 'What needs an editor' },
    { id: discord.newsroom, name: 'newsroom', about: 'Where editors work' },
  ];
}

function chatTitles({ cast: { telegram } }: World): readonly ChatTitle[] {
  return [
    { id: telegram.channel, kind: 'channel', title: 'Maren Alerts', about: 'What readers follow' },
    { id: telegram.desk, kind: 'group', title: 'Maren desk', about: 'What needs an editor' },
    ...pageRoles.map((role) => ({
      id: telegram[role].id,
      kind: 'private' as const,
      title: 'Dateline',
      about: 'bot',
    })),
  ];
}
