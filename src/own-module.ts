/**
 * Modules of this program that run on a thread or in a process of their own: compiled ones as they are, source
 * through tsx.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/** `.ts`, or `.js` if the program was compiled. */
const ENDING = extname(import.meta.url);
const IS_SOURCE = ENDING === '.ts';

/** What Node.js is given before the path of such a module. */
export const EXEC_ARGV: readonly string[] = IS_SOURCE
  ? ['--import', import.meta.resolve('tsx/esm')]
  : [];

/**
 * @param name relative and without its ending, e.g. `./graph-worker`.
 * @param from `import.meta.url` of the file that names it.
 */
export function ownModule(name: string, from: string): URL {
  return new URL(`${name}${ENDING}`, from);
}

/** What Node.js is given to run such a module in a process of its own. */
export function moduleArguments(name: string, from: string): string[] {
  return [...EXEC_ARGV, fileURLToPath(ownModule(name, from))];
}

/** Node.js 20 does not hand the TypeScript loader on to threads, so that each must register it itself. */
const BOOTSTRAP = `
  const { workerData } = require('node:worker_threads');
  import(workerData.loader).then(({ register }) => { register(); return import(workerData.module); });
`;

/** Runs such a module on a thread. `workerData` is an object. */
export function startThread(
  module: URL,
  { workerData, ...options }: WorkerOptions & { readonly workerData?: object },
): Worker {
  if (!IS_SOURCE) return new Worker(module, { ...options, workerData });
  const loader = import.meta.resolve('tsx/esm/api');
  return new Worker(BOOTSTRAP, {
    ...options,
    eval: true,
    workerData: { ...workerData, loader, module: module.href },
  });
}
