/** Where the trained reader is, for the tests that need it. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUNDLED = fileURLToPath(new URL('../../../models/isnad-reader-ar', import.meta.url));

/** Another folder may stand in while a model is being made. */
export const READER_FOLDER = process.env.ISNAD_TEST_READER ?? BUNDLED;

/** Why tests with the trained reader are skipped; false if they run. */
export const READER_MISSING = existsSync(READER_FOLDER)
  ? false
  : `no trained reader in ${READER_FOLDER}; ISNAD_TEST_READER names another folder`;
