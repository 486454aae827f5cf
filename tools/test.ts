/**
 * Runs the tests: every `*.test.ts` under `test/` and `packages/`, or the files and folders named.
 *
 *   --fast      leave out the files that start processes, load models or open databases
 *   --slowest   list the twenty slowest tests at the end
 *
 * Other options are handed to Node.js (`--watch`, `--test-name-pattern=…`). Its runner takes no glob in version 20, so
 * the files are listed here. Left to itself it runs one file fewer at a time than there are cores, on two cores one; but
 * tests wait for servers and processes about as long as they compute.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { compiledName, compileTests } from './lib/compile-tests.ts';

/** What a test that takes seconds is known by. */
const SLOW =
  /node:child_process|openSettings|openReader|openEmbedder|testServers|startProcess|startReaderProcess|buildIndex\(|createAutoTokenizer|AutoTokenizer/;

function testFiles(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => join(path, name))
    .sort();
}

/** So few named files start sooner through tsx than all are compiled. */
const FEW = 4;

const given = process.argv.slice(2);
const named = given.filter((argument) => !argument.startsWith('--'));
const flags = given.filter((argument) => argument.startsWith('--'));
const own = { fast: flags.includes('--fast'), slowest: flags.includes('--slowest') };
const forNode = [
  `--test-concurrency=${availableParallelism()}`,
  ...flags.filter((flag) => flag !== '--fast' && flag !== '--slowest'),
];
if (own.slowest) {
  forNode.push('--test-reporter=spec', '--test-reporter-destination=stdout');
  forNode.push(
    '--test-reporter=./tools/lib/slowest-tests.mjs',
    '--test-reporter-destination=stdout',
  );
}
const files = (named.length > 0 ? named : ['test', 'packages'])
  .flatMap(testFiles)
  .filter((file) => !own.fast || !SLOW.test(readFileSync(file, 'utf8')));
const asTheyAre =
  files.length <= FEW || flags.includes('--watch') || process.env.NODE_V8_COVERAGE !== undefined;

function run(loader: string, tests: readonly string[]): number {
  const { status } = spawnSync(process.execPath, [loader, '--test', ...forNode, ...tests], {
    stdio: 'inherit',
  });
  return status ?? 1;
}

if (asTheyAre) process.exit(run('--import=tsx', files));
// So that the folder is removed when somebody interrupts the tests.
process.on('SIGINT', () => {});
const folder = await compileTests();
let status = 1;
try {
  status = run(
    '--enable-source-maps',
    files.map((file) => join(folder, compiledName(file))),
  );
} finally {
  rmSync(folder, { recursive: true });
}
process.exit(status);
