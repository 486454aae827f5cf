/**
 * `npm run test:node -- VERSION [file…]`: the tests on another Node.js, which the npm package `node` carries.
 *
 * Addons stay as they were compiled: hnswlib-node, libsql and onnxruntime-node use Node-API, which all versions share.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const [version = '', ...files] = process.argv.slice(2);
if (!/^[0-9.]+$/.test(version)) {
  process.stderr.write('npm run test:node -- VERSION [file…], e.g. 24\n');
  process.exit(2);
}
const folder = join(tmpdir(), `isnad-node-${version}`);
const node = join(folder, 'node_modules/node/bin/node');
if (!existsSync(node)) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private":true,"allowScripts":{"node":true}}');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `node@${version}`], {
    cwd: folder,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
const { status } = spawnSync(node, ['--import', 'tsx', 'tools/test.ts', ...files], {
  stdio: 'inherit',
  // Tests start programs by name, too.
  env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}` },
});
process.exit(status ?? 1);
