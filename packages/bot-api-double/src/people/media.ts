/** Voice notes, pictures, stickers and files, each with a small file behind it that `getFile` finds. */

import type { WireContent } from '../wire.ts';
import type { World } from '../world.ts';

export function voice(world: World, durationS: number): WireContent {
  const file = world.files.store('voice', 'voice.ogg', 'audio/ogg', Buffer.from('voice'));
  const { file_name: _, ...rest } = file;
  return { voice: { ...rest, duration: durationS } };
}

export function photo(world: World, caption: string | undefined): WireContent {
  const file = world.files.store('photos', 'photo.jpg', 'image/jpeg', Buffer.from('photo'));
  const { file_name: _, mime_type: __, ...rest } = file;
  const sizes = [{ ...rest, width: 320, height: 240 }];
  return caption === undefined ? { photo: sizes } : { photo: sizes, caption };
}

export function sticker(world: World, emoji: string): WireContent {
  const file = world.files.store('stickers', 'a.webp', 'image/webp', Buffer.from('sticker'));
  const { file_name: _, mime_type: __, ...rest } = file;
  const look = { type: 'regular', width: 512, height: 512, is_animated: false, is_video: false };
  return { sticker: { ...rest, ...look, type: 'regular', emoji } };
}

export function document(world: World, name: string, bytes: Buffer, mimeType: string): WireContent {
  return { document: world.files.store('documents', name, mimeType, bytes) };
}
