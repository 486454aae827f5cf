/** What runs in the model's own process. Its only argument is the model's folder. */
import { openChunkReader } from './read-chunks.ts';
import { serveReads } from './serve.ts';

await serveReads(() => openChunkReader(process.argv[2]!));
