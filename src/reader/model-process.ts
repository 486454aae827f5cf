/** What runs in the model's own process. Its only argument is the model's folder. */
import { openPassages } from './read-passages.ts';
import { serveReads } from './serve.ts';

await serveReads(() => openPassages(process.argv[2]!));
