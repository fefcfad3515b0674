import type { Command } from '../src/newsroom/command/command.ts';
import type { Newsroom } from '../src/newsroom/records.ts';
import { correct } from './correct.ts';
import { desk } from './desk.ts';
import { digest } from './digest.ts';
import { digestPages } from './digest-pages.ts';
import { edit } from './edit.ts';
import { help } from './help.ts';
import { hold } from './hold.ts';
import { keepOpenButton } from './keep-open.ts';
import { key } from './key.ts';
import { kill, killSteps } from './kill.ts';
import { preview } from './preview.ts';
import { previewButtons } from './preview-buttons.ts';
import { release } from './release.ts';
import { retry } from './retry.ts';
import { scheduled } from './scheduled.ts';
import { staff } from './staff.ts';
import { status } from './status.ts';
import { storyCommand } from './story.ts';
import { submission } from './submission.ts';
import { subscribe } from './subscribe.ts';
import { subscriptions } from './subscriptions.ts';
import { unsubscribe } from './unsubscribe.ts';
import { update } from './update.ts';

/** Commands for buttons only: nobody can type them, and no list shows them. */
export function pressedCommands(room: Newsroom): readonly Command[] {
  return [...digestPages(room), previewButtons(room), killSteps(room), keepOpenButton(room)];
}

/** Every command, in the order in which people read them. This is the only list. */
export function allCommands(room: Newsroom): readonly Command[] {
  const commands: readonly Command[] = [
    update(room),
    preview(room),
    edit(room),
    correct(room),
    hold(room),
    release(room),
    kill(room),
    scheduled(room),
    key(room),
    storyCommand(room),
    status(room),
    retry(room),
    submission(room),
    subscribe(room),
    unsubscribe(room),
    subscriptions(room),
    digest(room),
    help(room, () => commands),
    staff(room),
    desk(room),
  ];
  return commands;
}
