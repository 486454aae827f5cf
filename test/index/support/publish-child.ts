/** A process that publishes a larger corpus and prints the error, if there is one. */
import { FilesStore } from '../../../src/index/files/store.ts';
import { sampleArticle } from './articles.ts';
import { publish } from './publish.ts';

// If files may not grow, the system sends this signal besides failing the write.
process.on('SIGXFSZ', () => {});
try {
  const articles = Array.from({ length: 300 }, (_, n) => sampleArticle(n));
  await publish(new FilesStore(process.argv[2]!), articles);
  process.stdout.write('published\n');
} catch (error) {
  const { name, message, hint } = error as Error & { hint?: string };
  process.stdout.write(`${name}: ${message}\n${hint ?? (error as Error).stack}\n`);
  process.exitCode = 1;
}
