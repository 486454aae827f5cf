/** What stands in deploy/ keeps the promises that docs/OPERATIONS.md makes of it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { loadConfig, PROJECT_DIR } from '../src/config.ts';
import { databaseUrlProblem } from '../src/database-url.ts';

const has = (program: string) => spawnSync(program, ['--version']).status === 0;
const unless = (program: string) => (has(program) ? false : `${program} is not installed`);

describe('deploy/', () => {
  for (const unit of ['isnad.service', 'isnad-index.service']) {
    it(`${unit} is exposed no more than 2.5`, { skip: unless('systemd-analyze') }, () => {
      const args = ['security', '--offline=true', '--threshold=25', `deploy/${unit}`];
      const { status, stdout } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
      assert.equal(status, 0, stdout.split('\n').at(-2));
      const figure = /exposure level for .*: ([0-9.]+)/.exec(stdout)?.[1];
      assert.ok(Number(figure) <= 2.5, figure);
    });
  }

  it('compose.yaml starts the bot alone, and the rest by profile, all with a read-only root', () => {
    const { services, volumes } = parse(readFileSync('deploy/compose.yaml', 'utf8'));
    for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.profiles, { db: ['postgres'], front: ['front'] }[name], name);
      for (const volume of (service.volumes ?? []) as string[]) {
        const source = volume.split(':')[0]!;
        assert.ok(source in volumes || existsSync(`deploy/${source}`), `${name}: ${volume}`);
      }
    }
    assert.ok(services.bot.volumes.includes('data:/app/data'));
  });

  it('the bot may write where documents from the chat are kept, and not among the articles', () => {
    const unit = readFileSync('deploy/isnad.service', 'utf8');
    const writable = /^ReadWritePaths=(.*)$/m.exec(unit)?.[1]?.split(' ');
    assert.deepEqual(writable, ['/opt/isnad/data']);
    const image = readFileSync('Dockerfile', 'utf8');
    assert.deepEqual(image.match(/(?<=chown node:node ).*/g), ['data']);
    assert.deepEqual(image.match(/(?<=^VOLUME ).*/gm), ['/app/data']);
    const { services } = parse(readFileSync('deploy/compose.yaml', 'utf8'));
    assert.ok(services.bot.volumes.includes('../corpus:/app/corpus:ro'));
    const { settings } = loadConfig({}, 'no such file');
    const data = join(PROJECT_DIR, 'data');
    assert.ok(settings.INBOX_DIR.startsWith(data + sep), settings.INBOX_DIR);
  });

  it('compose.yaml puts no password into an address', () => {
    const text = readFileSync('deploy/compose.yaml', 'utf8');
    assert.doesNotMatch(text, /:\/\/[^\s/]*\$\{?[A-Z_]*PASSWORD/);
    for (const [url] of text.matchAll(/postgres:\/\/[^\s.`'"]+/g))
      assert.equal(databaseUrlProblem(url), undefined, url);
  });

  it('rules for Prometheus are valid and do what they say', { skip: unless('promtool') }, () => {
    for (const args of [
      ['check', 'rules', 'deploy/prometheus-rules.yaml'],
      ['test', 'rules', 'deploy/prometheus-rules.test.yaml'],
    ]) {
      const { status, stdout, stderr } = spawnSync('promtool', args, { encoding: 'utf8' });
      assert.equal(status, 0, stdout + stderr);
    }
  });

  it('rules and dashboard look at figures that there are', () => {
    const source = readFileSync('src/bot/prometheus.ts', 'utf8');
    const rules = readFileSync('deploy/prometheus-rules.yaml', 'utf8');
    const dashboard = readFileSync('deploy/grafana-dashboard.json', 'utf8');
    const recorded = [...rules.matchAll(/record: (\S+)/g)].map((match) => match[1]);
    const { panels } = JSON.parse(dashboard);
    assert.ok(panels.length > 10);
    const named = [...source.matchAll(/'(isnad_[a-z_]+)'/g)].map((match) => match[1]);
    const counted = [...source.matchAll(/counter\(\s*'([a-z_]+)'/g)].map(
      (match) => `isnad_${match[1]}`,
    );
    const known = new Set([...recorded, ...named, ...counted]);
    for (const [name] of `${rules}${dashboard}`.matchAll(/isnad[_:][a-z0-9_:]+/g)) {
      assert.ok(known.has(name) || known.has(name.replace(/_(?:bucket|sum|count)$/, '')), name);
    }
  });
});
