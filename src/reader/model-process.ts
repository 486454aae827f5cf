/** What runs in a model's own process. Its arguments are the model's folder and how many threads read. */
import { openChunkReader } from './read-chunks.ts';
import { serveReads } from './serve.ts';

const [folder, threads] = process.argv.slice(2) as [string, string];
await serveReads(() => openChunkReader(folder, Number(threads)));
