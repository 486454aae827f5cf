/** Folders in an archive: each file in it is read as if it were in the corpus. */
import { Archive } from './archive.ts';
import { type Format, FormatError, type FormatItem } from './format.ts';
import { looksLikeZip } from './zip-look.ts';

/** An archive in an archive is a backup of somebody's; a third one is an attack. */
const DEPTH_MAX = 1;

export const zip: Format = {
  name: 'archive',
  extensions: ['.zip'],
  matches: ({ bytes }) => looksLikeZip(bytes, ''),
  async read({ bytes, name, depth, readInner }) {
    if (depth > DEPTH_MAX)
      throw new FormatError('is an archive in an archive in an archive', 'Unpack it.');
    const archive = new Archive(bytes);
    const items: FormatItem[] = [];
    const base = name.replace(/\.zip$/iu, '');
    for (const entry of archive.entries) {
      const { name: path } = entry;
      if (
        path.endsWith('/') ||
        /(?:^|\/)(?:\.|__MACOSX\/)/u.test(path) ||
        /(?:^|\/)(?:readme\.md|thumbs\.db)$/iu.test(path)
      )
        continue;
      if (path.startsWith('/') || path.split(/[/\\]/u).includes('..')) {
        items.push({
          problem: 'has a path out of the archive',
          hint: 'Pack the folder again.',
          part: path,
        });
        continue;
      }
      try {
        const content = archive.read(path);
        if (content === undefined) continue;
        for (const item of await readInner(path.replace(/^.*\//u, ''), content)) {
          const part = item.part === undefined ? path : `${path}/${item.part}`;
          const defaultId = `${base}/${'record' in item && item.defaultId ? `${path}-${item.defaultId}` : `${path}${item.line === undefined ? '' : `-${item.line}`}`}`;
          items.push('record' in item ? { ...item, part, defaultId } : { ...item, part });
        }
      } catch (error) {
        if (!(error instanceof FormatError)) throw error;
        items.push({ problem: error.message, hint: error.hint, part: path });
      }
    }
    if (items.length === 0)
      throw new FormatError(
        'holds no file that can be read',
        'Put documents into it, or remove it.',
      );
    return items;
  },
};
