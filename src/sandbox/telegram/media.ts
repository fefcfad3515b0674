import { badRequest } from './errors.ts';
import type { MethodCall } from './method.ts';
import type { SandboxDocument, SandboxPhoto } from './model.ts';
import type { PhotoStore } from './photo.ts';

const attachment = 'attach://';

/**
 * The photo that `reference` names: a new upload (`attach://` and the name of its field), or the file_id of an
 * earlier one. A web address is refused as Telegram does when it cannot fetch it, since the sandbox has no network.
 */
export function findPhoto(photos: PhotoStore, reference: string, call: MethodCall): SandboxPhoto {
  if (reference.startsWith(attachment)) {
    const bytes = call.files.get(reference.slice(attachment.length));
    if (bytes !== undefined) return photos.add(bytes);
  }
  if (/^https?:\/\//i.test(reference)) throw badRequest('failed to get HTTP URL content');
  const known = photos.photo(reference);
  if (known === undefined) throw badRequest('wrong file identifier/HTTP URL specified');
  return known;
}

/** The photo of a field. The field may also be the upload itself, as plain forms send it. */
export function findPhotoField(
  photos: PhotoStore,
  { name, value }: { readonly name: string; readonly value: string | undefined },
  call: MethodCall,
): SandboxPhoto {
  const bytes = call.files.get(name);
  if (bytes !== undefined) return photos.add(bytes);
  if (value === undefined) throw badRequest(`there is no ${name} in the request`);
  return findPhoto(photos, value, call);
}

/** The file to send as a document: the field itself, or an upload that it names with `attach://`. */
export function findDocument(
  photos: PhotoStore,
  reference: string | undefined,
  call: MethodCall,
): SandboxDocument {
  const name = reference?.startsWith(attachment) ? reference.slice(attachment.length) : 'document';
  const bytes = call.files.get(name);
  if (bytes === undefined) throw badRequest('there is no document in the request');
  if (bytes.length === 0) throw badRequest('file must be non-empty');
  const fileName = call.fileNames.get(name) ?? name;
  return photos.addDocument({ bytes, fileName, mimeType: 'application/octet-stream' });
}
