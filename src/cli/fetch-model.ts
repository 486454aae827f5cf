/** `npm run fetch-model -- <owner/name>`: brings an embedding model from the hub, for EMBEDDING_MODEL. */
import { parseArgs } from 'node:util';
import { loadConfig } from '../config.ts';
import { fetchModel } from '../embed/transformers.ts';
import { runScript, UsageError } from './common/run.ts';

const USAGE = `npm run fetch-model -- <owner/name>

Brings a feature-extraction model in ONNX form from the hub, e.g. Xenova/multilingual-e5-small,
into MODELS_DIR. Then set EMBEDDING_MODEL to the same name and run \`npm run index\`.
The bundled model needs none of this.`;

await runScript(USAGE, async () => {
  const { positionals } = parseArgs({ allowPositionals: true, options: {} });
  const [id] = positionals;
  if (positionals.length !== 1 || !id || !/^[\p{L}\p{N}._-]+\/[\p{L}\p{N}._-]+$/u.test(id)) {
    throw new UsageError('give one model id, as owner/name');
  }
  const { settings } = loadConfig();
  const seen = new Map<string, number>();
  await fetchModel(id, settings.MODELS_DIR, ({ file, loaded, total }) => {
    const tenth = Math.floor((loaded / total) * 10);
    if (seen.get(file) === tenth) return;
    seen.set(file, tenth);
    process.stderr.write(`${file}: ${tenth * 10} % of ${(total / 1e6).toFixed(1)} MB\n`);
  });
  process.stderr.write(`Done. Set EMBEDDING_MODEL=${id} in .env, then run \`npm run index\`.\n`);
});
