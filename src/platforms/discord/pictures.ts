import type { RawFile } from 'discord.js';
import type { Picture } from '../../domain/picture.ts';
import { clip } from '../../domain/text/clip.ts';

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
};

/** A picture as a file of a message. Its name gives only its type, whatever the editor's file was called. */
export function fileOf(picture: Picture, data: Uint8Array): RawFile {
  const name = `picture.${extensions[picture.mimeType] ?? 'bin'}`;
  return { name, data, contentType: picture.mimeType };
}

/** An attachment's alt text, of at most 1024 characters (Discord's page "Message"). */
export function altText({ alt }: Picture): { readonly description?: string } {
  return alt === undefined ? {} : { description: clip(alt, 1024) };
}
