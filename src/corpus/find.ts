/** The files of a corpus folder, sorted; links are followed only inside the folder. */
import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { CorpusError } from '../errors.ts';

export interface FoundFile {
  /** Path as the operator gave it, joined with the path inside the folder. */
  readonly file: string;
  /** The path inside the folder, or the file's own name if no folder was named; with `/` on every system. */
  readonly name: string;
  /** `file` without links. */
  readonly realPath: string;
  /** Directly in the folder that was named. */
  readonly atRoot: boolean;
}

interface Entry {
  readonly file: string;
  readonly found: FoundFile | CorpusError;
}

/**
 * Everything below `root`, by rising path, hidden files and folders left out. Each real file once, even if links
 * lead to it or in circles; a link out of the folder, or to nothing, is an error in its place.
 */
export async function findFiles(root: string): Promise<(FoundFile | CorpusError)[]> {
  const realRoot = await realpath(root);
  const entries: Entry[] = [];
  const seen = new Set<string>();
  const links: string[] = [];
  await visitFolder(root, realRoot);
  // Links come after the real files, so that a file goes by its own name wherever it has one.
  for (let link = links.shift(); link !== undefined; link = links.shift()) await visitLink(link);
  return entries
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))
    .map(({ found }) => found);

  async function visitFolder(folder: string, realFolder: string): Promise<void> {
    if (seen.has(realFolder)) return;
    seen.add(realFolder);
    let children: Awaited<ReturnType<typeof readFolder>>;
    try {
      children = await readFolder(folder);
    } catch (cause) {
      entries.push({ file: folder, found: fileError(folder, cause) });
      return;
    }
    for (const child of children) {
      if (child.name.startsWith('.')) continue;
      const file = path.join(folder, child.name);
      const realPath = path.join(realFolder, child.name);
      if (child.isDirectory()) await visitFolder(file, realPath);
      else if (child.isFile()) addFile(file, realPath);
      else if (child.isSymbolicLink()) links.push(file);
    }
  }

  async function visitLink(link: string): Promise<void> {
    try {
      const target = await realpath(link);
      if (target !== realRoot && !target.startsWith(realRoot + path.sep)) {
        const hint =
          'Copy the file into the corpus folder, or name its folder as a corpus of its own.';
        entries.push({
          file: link,
          found: new CorpusError(
            'is a symbolic link out of the corpus folder',
            { file: link },
            hint,
          ),
        });
        return;
      }
      const status = await stat(target);
      if (status.isDirectory()) await visitFolder(link, target);
      else if (status.isFile()) addFile(link, target);
    } catch (cause) {
      entries.push({ file: link, found: fileError(link, cause) });
    }
  }

  function addFile(file: string, realPath: string): void {
    if (seen.has(realPath)) return;
    seen.add(realPath);
    entries.push({
      file,
      found: {
        file,
        name: path.relative(root, file).replaceAll(path.sep, '/'),
        realPath,
        atRoot: path.dirname(file) === path.normalize(root) || path.dirname(file) === root,
      },
    });
  }
}

async function readFolder(folder: string) {
  const children = await readdir(folder, { withFileTypes: true });
  return children.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const REASONS: Readonly<Record<string, readonly [problem: string, hint: string]>> = {
  ENOENT: [
    'is not there',
    'Check the path (CORPUS_PATH, or --corpus); a file may have been moved away while the corpus was read.',
  ],
  EACCES: ['may not be read', 'Give the user that runs this the right to read it (chmod +r).'],
  EPERM: ['may not be read', 'Give the user that runs this the right to read it (chmod +r).'],
  ELOOP: ['is a symbolic link that leads in a circle', 'Remove the link.'],
};

/** A failure of the file system as an error that says what to do. */
export function fileError(file: string, cause: unknown): CorpusError {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  const [problem, hint] = REASONS[code] ?? [
    `cannot be read (${code || message})`,
    'Check the disk and try again.',
  ];
  return new CorpusError(problem, { file }, hint, { cause });
}
