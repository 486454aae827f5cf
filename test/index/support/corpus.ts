/** Writes articles as an editor would have them: one Markdown file each. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SampleArticle } from './articles.ts';

/** Makes the folder hold exactly these articles. */
export async function writeCorpus(dir: string, articles: readonly SampleArticle[]): Promise<void> {
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  for (const { article } of articles) {
    const { id, title, text, url, date, source } = article;
    const front = Object.entries({ id, title, url, date, source })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
    await writeFile(join(dir, `${id}.md`), `---\n${front.join('\n')}\n---\n${text}\n`);
  }
}
