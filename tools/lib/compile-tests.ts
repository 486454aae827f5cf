/**
 * Compiles the program and its tests before a run of many files. tsx takes each process and each thread that it starts
 * .2 to 1.2 s of a processor, and the tests start many hundreds.
 *
 * The compiled tree stands for the checkout: all that is in this is in it too, so that a path from a module leads to
 * what it leads to in the source. It lies within the checkout, so that packages are found.
 */
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { build } from 'esbuild';

const CODE = ['packages', 'scripts', 'src', 'test', 'tools'];
/** Links to these would lead tests to another checkout's history, or a folder into itself. */
const LEFT_OUT = ['.cache', '.git', 'node_modules'];
const TYPESCRIPT = /\.tsx?$/;

/** @returns the folder of the compiled tree, which the caller removes. */
export async function compileTests(): Promise<string> {
  mkdirSync('.cache', { recursive: true });
  const folder = mkdtempSync('.cache/compiled-');
  // A test runs its child as another user.
  chmodSync(folder, 0o755);
  const files = CODE.flatMap(filesUnder);
  await build({
    entryPoints: files.filter((file) => TYPESCRIPT.test(file)),
    outdir: folder,
    outbase: '.',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'error',
    // Nothing is bundled: only so does esbuild rewrite what modules import.
    bundle: true,
    treeShaking: false,
    plugins: [
      {
        name: 'modules stay apart',
        setup: ({ onResolve }) =>
          onResolve({ filter: /./ }, ({ kind, path }) =>
            kind === 'entry-point' ? null : { path: compiledName(path), external: true },
          ),
      },
    ],
  });
  for (const file of files) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    // Copies, as tests copy fixtures and damage the copy: a copied link would lead to the fixture.
    copyFileSync(file, join(folder, file));
  }
  for (const name of readdirSync('.')) {
    if (CODE.includes(name) || LEFT_OUT.includes(name) || name === 'package.json') continue;
    symlinkSync(resolve(name), join(folder, name));
  }
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const [name, path] of Object.entries<string>(manifest.imports)) {
    manifest.imports[name] = compiledName(path);
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  return folder;
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => !/node_modules|(^|\/)dist\//.test(name))
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

/** `./a.ts` is compiled to `./a.js`. */
export const compiledName = (path: string): string => path.replace(TYPESCRIPT, '.js');
