/** The page's few files. Their names carry a hash of what they hold, so a browser may keep them for good. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const TYPES = {
  'style.css': 'text/css; charset=utf-8',
  'page.js': 'text/javascript; charset=utf-8',
  'icon.svg': 'image/svg+xml',
} as const;
type Name = keyof typeof TYPES;

export interface Asset {
  readonly body: string;
  readonly contentType: string;
}

const byPath = new Map<string, Asset>();
const pathOf = new Map<string, string>();
for (const [name, contentType] of Object.entries(TYPES)) {
  const body = readFileSync(new URL(`./assets/${name}`, import.meta.url), 'utf8');
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
  const path = `/assets/${name.replace('.', `.${hash}.`)}`;
  pathOf.set(name, path);
  byPath.set(path, { body, contentType });
}

export const assetPath = (name: Name): string => pathOf.get(name)!;

export const assetAt = (path: string): Asset | undefined => byPath.get(path);
