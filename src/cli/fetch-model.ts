/** `isnad fetch-model <owner/name>`: brings an embedding model from the hub, for EMBEDDING_MODEL. */
import { Command, InvalidArgumentError } from 'commander';
import { commandLine } from './common/failures.ts';
import { commandSettings } from './common/settings.ts';

export const fetchModelCommand = new Command('fetch-model')
  .description(
    'Brings a feature-extraction model in ONNX form from the hub, e.g. Xenova/multilingual-e5-small, ' +
      `into MODELS_DIR. Then set EMBEDDING_MODEL to the same name and run \`${commandLine('index')}\`. ` +
      'The bundled model needs none of this.',
  )
  .argument('<owner/name>', 'the model', modelName)
  .action(run);

function modelName(text: string): string {
  if (/^[\p{L}\p{N}._-]+\/[\p{L}\p{N}._-]+$/u.test(text)) return text;
  throw new InvalidArgumentError('Give one model id, as owner/name.');
}

async function run(id: string): Promise<void> {
  const { fetchModel } = await import('../embed/transformers.ts');
  const settings = commandSettings();
  const seen = new Map<string, number>();
  await fetchModel(id, settings.MODELS_DIR, ({ file, loaded, total }) => {
    const tenth = Math.floor((loaded / total) * 10);
    if (seen.get(file) === tenth) return;
    seen.set(file, tenth);
    process.stderr.write(`${file}: ${tenth * 10} % of ${(total / 1e6).toFixed(1)} MB\n`);
  });
  process.stderr.write(`Done. Set EMBEDDING_MODEL=${id} in .env, then run \`npm run index\`.\n`);
}
