/** Fetching as the tests do it: into a folder of its own, without pauses, from loopback. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readCorpus } from '../../src/corpus/read.ts';
import { fetchArticles } from '../../src/fetch/fetch.ts';
import type { FetchEvent, FetchOptions, FetchReport } from '../../src/fetch/fetch-options.ts';
import type { Article } from '../../src/types.ts';

export class Folder implements Disposable {
  readonly path = mkdtempSync(join(tmpdir(), 'isnad-fetch-'));

  /** File names, hidden ones left out. */
  names(): string[] {
    return readdirSync(this.path)
      .filter((name) => !name.startsWith('.'))
      .sort();
  }

  content(name: string): string {
    return readFileSync(join(this.path, name), 'utf8');
  }

  /** Everything in it as the index will read it. Throws at the first article that is not valid. */
  async articles(): Promise<Article[]> {
    const articles: Article[] = [];
    const onNote = (note: { kind: string; message: string }) => {
      // Test pages share their text.
      if (note.kind !== 'duplicate') throw new Error(note.message);
    };
    for await (const item of readCorpus([this.path], { onNote })) {
      if ('error' in item) throw item.error;
      articles.push(item.article);
    }
    return articles;
  }

  [Symbol.dispose](): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

export interface Ran {
  readonly report: FetchReport;
  readonly events: readonly FetchEvent[];
}

export async function fetchInto(
  folder: Folder,
  sources: readonly string[],
  options: Partial<FetchOptions> = {},
): Promise<Ran> {
  const events: FetchEvent[] = [];
  const report = await fetchArticles(sources, {
    corpusDir: folder.path,
    allowPrivateAddresses: true,
    onEvent: (event) => events.push(event),
    ...options,
    limits: { pauseMs: 0, ...options.limits },
  });
  return { report, events };
}

/** Counts alone, to compare a report at a glance. */
export function counts({ report }: Ran) {
  return { ...report, skipped: report.skipped.length, failed: report.failed.length };
}
