/** The doctor says of each part what is right or wrong and what mends it, and changes nothing. */
import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { loadConfig } from '../../src/config.ts';
import { type DoctorOptions, examine, type Finding } from '../../src/doctor/examine.ts';

const TOKEN = '123456:AAsecret_secret-secret';

describe('the doctor', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'isnad-doctor-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  async function found(
    settings: Record<string, string>,
    options: Partial<DoctorOptions> = {},
  ): Promise<Finding[]> {
    const environment = {
      CORPUS_PATH: dir,
      INDEX_DIR: join(dir, 'index'),
      STATE_PATH: join(dir, 'state.db'),
      // The real models take seconds to load, and are not what is tested.
      EMBEDDING_MODEL: join(dir, 'no-model'),
      READER_MODEL: 'words',
      ...settings,
    };
    const findings: Finding[] = [];
    const config = () => loadConfig(environment, join(dir, 'none'));
    for await (const finding of examine({ config, online: false, ...options }))
      findings.push(finding);
    assert.ok(!JSON.stringify(findings).includes('AAsecret'), 'the token is never said');
    return findings;
  }
  const of = (findings: Finding[], about: string) => findings.filter((one) => one.about === about);

  it('names what a new installation lacks, and what brings it', async () => {
    const findings = await found({ READER_MODEL: 'bundled' });
    assert.equal(of(findings, 'Node.js')[0]?.state, 'right');
    assert.equal(of(findings, 'settings')[0]?.state, 'right');
    assert.equal(of(findings, 'articles')[0]?.state, 'right');
    assert.equal(of(findings, 'embedding model')[0]?.state, 'wrong');
    assert.deepEqual(
      of(findings, 'index').map(({ state, mends }) => [state, mends]),
      [['wrong', 'Run: npm run index']],
    );
    assert.equal(of(findings, 'state')[0]?.state, 'right');
    assert.equal(of(findings, 'token')[0]?.state, 'note');
    for (const { state, mends } of findings) assert.ok(state === 'right' || mends !== '');
    assert.deepEqual(readdirSync(dir), [], 'nothing was made');
  });

  it('stops at settings that cannot be read, with what is wrong with them', async () => {
    const findings = await found({ RETENTION_DAYS: 'many' });
    const [last] = findings.slice(-1);
    assert.deepEqual([last?.about, last?.state], ['settings', 'wrong']);
    assert.match(last!.says, /RETENTION_DAYS/);
  });

  it('finds an old Node.js, articles that are not there, a state that others may read', async () => {
    writeFileSync(join(dir, 'state.db'), '');
    chmodSync(join(dir, 'state.db'), 0o644);
    const findings = await found({ CORPUS_PATH: join(dir, 'gone') }, { nodeVersion: '18.20.1' });
    assert.equal(of(findings, 'Node.js')[0]?.state, 'wrong');
    assert.match(of(findings, 'articles')[0]!.says, /is not there/);
    assert.match(of(findings, 'state')[0]!.mends, /chmod 600/);
  });

  it('finds a database that does not answer', async () => {
    const url = 'postgres://u:secret@127.0.0.1:1/isnad';
    const findings = await found({ STATE_URL: url });
    assert.match(of(findings, 'state')[0]!.says, /cannot be reached/);
    assert.ok(!JSON.stringify(findings).includes('secret@'));
  });

  for (const [name, answers, settings, expected] of [
    ['a token that Telegram does not know', { getMe: [401, {}] }, {}, ['wrong', /revoked/]],
    ['a Telegram that does not answer', {}, {}, ['wrong', /TELEGRAM_API_ROOT/]],
    [
      'a webhook while the bot polls',
      { getMe: [200, { username: 'b' }], getWebhookInfo: [200, { url: 'https://x.example' }] },
      {},
      ['note', /no other program/],
    ],
    [
      'a webhook that Telegram cannot reach',
      {
        getMe: [200, { username: 'b' }],
        getWebhookInfo: [200, { url: 'https://x.example/h', last_error_message: 'SSL error' }],
      },
      { WEBHOOK_URL: 'https://x.example/h' },
      ['wrong', /proxy/],
    ],
  ] as const) {
    it(`finds ${name}`, async () => {
      const ask = (async (address: string) => {
        const answer = (answers as Record<string, readonly [number, object]>)[
          address.split('/').at(-1)!
        ];
        if (!answer) throw new Error(`fetch of ${address} failed`);
        return Response.json({ result: answer[1] }, { status: answer[0] });
      }) as unknown as typeof fetch;
      const findings = await found({ BOT_TOKEN: TOKEN, ...settings }, { online: true, ask });
      const last = findings.at(-1)!;
      assert.equal(last.state, expected[0]);
      assert.match(last.mends, expected[1]);
    });
  }
});
