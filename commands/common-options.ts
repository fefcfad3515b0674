import { entry, image, optional, text } from '../src/newsroom/command/options.ts';

/**
 * The update that a command is about. When it is left out, the update in the message that the command was used on.
 */
export const entryOrShown = entry({
  description: 'The update; on Telegram, the one that you reply to when left out',
  example: 'lindhavn-ferries/7',
});

/** Why an update is taken back or put back, for editors alone. */
export const reasonForLog = (example: string) =>
  optional(
    text({ description: 'Why, for the log of the story; readers do not see it', example, maxLength: 300 }),
  );

/** An image, its credit and its description. */
export const pictureOptions = {
  image: optional(image({ description: 'A photo, up to 10 MB', example: 'a JPEG, PNG, WebP or GIF image' })),
  credit: optional(
    text({ description: 'Who made the photo', example: 'Mari Holt / Lindhavn Post', maxLength: 200 }),
  ),
  alt: optional(
    text({
      description: 'What the photo shows, for people who cannot see it',
      example: 'Ferries lie at the quay at dawn',
      maxLength: 400,
    }),
  ),
};
