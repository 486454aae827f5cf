/** The models that come with the project, by the name that EMBEDDING_MODEL gives them. */
import { fileURLToPath } from 'node:url';

const folder = (name: string) => fileURLToPath(new URL(`../../models/${name}`, import.meta.url));

/** The default. */
export const DEFAULT_MODEL = 'bundled';

/** A model that is trained again gets a folder of another name, so that indexes made with the old one are still served. */
export const BUNDLED_MODELS: Readonly<Record<string, string>> = {
  [DEFAULT_MODEL]: folder('isnad-embedder-ar'),
  fast: folder('isnad-ar-small'),
};
