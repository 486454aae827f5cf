/** A document, a channel's post or a link that an admin sends: brought here and taken in, or refused with the reason. */
import type { Fault, Inbox, Sender, TakeResult } from '../../inbox/inbox.ts';
import { additionsOf } from '../additions.ts';
import { CallError } from '../call-error.ts';
import type { Incoming } from '../incoming.ts';
import type { Job, Services } from '../services.ts';
import type { Talk } from '../talk.ts';

/** What a bot may download (Bot API, `getFile`). */
const DOWNLOAD_BYTES_MAX = 20 * 1024 * 1024;

const tooLarge: Fault = {
  problem: `has more bytes than Telegram hands to bots; at most ${DOWNLOAD_BYTES_MAX} are read`,
  hint: 'Put it into the corpus folder.',
};

export async function documentSent(
  s: Services,
  inbox: Inbox,
  job: Job,
  talk: Talk,
  incoming: Incoming,
): Promise<void> {
  if (incoming.kind === 'silent') return;
  await additionsOf(s, inbox).add(
    job,
    talk,
    nameOf(incoming),
    async (tell): Promise<TakeResult[]> => {
      const sender: Sender = { id: talk.personId, name: talk.personName, tell };
      switch (incoming.kind) {
        case 'link':
          return await inbox.takeLink(incoming.url, sender);
        case 'post':
          return [await inbox.takePost(incoming.post, sender)];
        case 'file': {
          const { fileId, name, bytes, caption } = incoming;
          const content = (bytes ?? 0) > DOWNLOAD_BYTES_MAX ? undefined : await download(s, fileId);
          if (!content) return [{ kind: 'refused', fault: tooLarge }];
          return [await inbox.take({ name, bytes: content }, { ...sender, caption })];
        }
      }
    },
  );
}

/** Undefined if it is larger than Telegram allows. */
async function download(s: Services, fileId: string): Promise<Uint8Array | undefined> {
  try {
    const file = await s.sender.call<{ file_path?: string }>('getFile', { file_id: fileId });
    return await s.download(file.file_path ?? '', DOWNLOAD_BYTES_MAX);
  } catch (error) {
    if (error instanceof CallError && /file is too big/iu.test(error.description)) return undefined;
    throw error;
  }
}

function nameOf(incoming: Exclude<Incoming, { kind: 'silent' }>): string {
  switch (incoming.kind) {
    case 'file':
      return incoming.name;
    case 'post':
      return incoming.post.channel;
    case 'link':
      return incoming.url;
  }
}
