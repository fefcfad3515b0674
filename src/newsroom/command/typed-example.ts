import type { PlatformName } from '../../domain/person.ts';
import { type Command, isImageUpload } from './command.ts';
import { parseCommandLine } from './command-line.ts';
import { typedOption } from './command-value.ts';

/** What {@link typedExample} needs. */
export interface ExampleContext {
  readonly commands: readonly Command[];
  readonly platform: PlatformName;
  /** The story that the example names. */
  readonly slug: string;
}

/**
 * An example in the syntax of a platform. Examples are declared as typed on Telegram; Discord wants every option's
 * name.
 */
export function typedExample(example: string, { commands, platform, slug }: ExampleContext): string {
  if (platform === 'telegram') return example;
  const read = parseCommandLine(example, { commands, liveStories: [slug] });
  if (read === undefined || 'problem' in read) return example;
  const leaf = commands
    .flatMap(({ leaves }) => leaves)
    .find(({ path }) => path.join(' ') === read.path.join(' '));
  const options = Object.keys(leaf?.options ?? {}).flatMap((name) => {
    const value = read.input[name];
    return value === undefined || isImageUpload(value) ? [] : [typedOption(name, value, platform)];
  });
  return [`/${read.path.join(' ')}`, ...options].join(' ');
}
