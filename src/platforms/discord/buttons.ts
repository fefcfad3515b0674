import { type APIActionRowComponent, type APIButtonComponent, ButtonStyle, ComponentType } from 'discord.js';
import type { PostButton } from '../../domain/post-button.ts';
import { clip } from '../../domain/text/clip.ts';
import { digestToken, moreToken } from '../../newsroom/dispatch/post-action.ts';
import { buttonPrefix } from './answers.ts';

// Discord's page "Component Reference": labels of 80 characters, addresses of 512, 5 buttons in a row.
const maxLabel = 80;
const maxUrl = 512;
const rowLength = 5;

/**
 * A post's buttons as one action row, or none. "Follow" is left out, since people on Discord follow by being in the
 * channel. Whoever presses "Digest" is answered alone.
 */
export function rowsOf(buttons: readonly PostButton[] = []): APIActionRowComponent<APIButtonComponent>[] {
  const components = buttons.flatMap(componentsOf).slice(0, rowLength);
  return components.length === 0 ? [] : [{ type: ComponentType.ActionRow, components }];
}

function componentsOf(button: PostButton): APIButtonComponent[] {
  const shared = { type: ComponentType.Button, label: clip(button.label, maxLabel) } as const;
  switch (button.kind) {
    case 'link':
      return button.url.length > maxUrl ? [] : [{ ...shared, style: ButtonStyle.Link, url: button.url }];
    case 'digest':
      return [
        { ...shared, style: ButtonStyle.Secondary, custom_id: buttonPrefix + digestToken(button.slug) },
      ];
    case 'action':
      return [{ ...shared, style: ButtonStyle.Secondary, custom_id: buttonPrefix + button.token }];
    case 'more':
      return [{ ...shared, style: ButtonStyle.Secondary, custom_id: buttonPrefix + moreToken(button.page) }];
    case 'follow':
      return [];
  }
}
