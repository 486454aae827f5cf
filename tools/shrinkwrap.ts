/**
 * Writes npm-shrinkwrap.json for the package: `overrides` reach no dependant, a shrinkwrap does. Without it an
 * installed Isnad would get the sharp that transformers.js asks for, which downloads its library as it installs.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Locked {
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly devDependencies?: unknown;
  readonly workspaces?: unknown;
}

const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const packages = Object.entries(lock.packages as Record<string, Locked>).filter(
  ([path, { dev, link }]) => !dev && !link && !path.startsWith('packages/'),
);
lock.packages = Object.fromEntries(
  packages.map(([path, { devDependencies, workspaces, ...rest }]) => [path, rest]),
);
writeFileSync('npm-shrinkwrap.json', `${JSON.stringify(lock, null, 2)}\n`);
