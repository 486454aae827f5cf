/** Voice notes, pictures, stickers and files, each with a small file behind it that `getFile` finds. */

import type { WireContent } from '../wire.ts';
import type { World } from '../world.ts';
import { typedText } from './post.ts';

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

export interface DocumentOptions {
  readonly mimeType?: string;
  readonly caption?: string;
  /** Its `media_group_id`. */
  readonly album?: string;
}

export function document(
  world: World,
  name: string,
  bytes: Buffer,
  { mimeType = 'application/octet-stream', caption, album }: DocumentOptions,
): WireContent {
  return {
    document: world.files.store('documents', name, mimeType, bytes),
    ...(caption === undefined ? {} : { caption }),
    ...(album === undefined ? {} : { media_group_id: album }),
  };
}

/** A post as it is in its channel. */
export interface ChannelPost {
  readonly channel: { readonly id: number; readonly title: string; readonly username?: string };
  readonly messageId: number;
  /** Unix time. */
  readonly date: number;
  readonly text?: string;
  /** A picture above the text, which is its caption then. */
  readonly withPhoto?: boolean;
  readonly album?: string;
  readonly author?: string;
}

export function forwarded(world: World, original: ChannelPost): WireContent {
  const { channel, messageId, date, text, withPhoto = false, album, author } = original;
  const origin = {
    type: 'channel' as const,
    date,
    chat: { ...channel, type: 'channel' as const },
    message_id: messageId,
    ...(author === undefined ? {} : { author_signature: author }),
  };
  const content = withPhoto ? photo(world, text) : typedText(text ?? '');
  const group = album === undefined ? {} : { media_group_id: album };
  return { ...content, ...group, forward_origin: origin };
}
