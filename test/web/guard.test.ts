/** Who may ask, under which name, and how often. */
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { ownHosts } from '../../src/web/guard/hosts.ts';
import { readInitData } from '../../src/web/guard/init-data.ts';
import { peerOf } from '../../src/web/guard/peer.ts';
import { RateLimit } from '../../src/web/guard/rate-limit.ts';
import { createSessions } from '../../src/web/guard/session.ts';

const BOT_TOKEN = '123456:AAtestSECRETtestSECRETtest';
const NOW = Date.UTC(2026, 0, 1);

/** As Telegram signs it. */
export function signed(fields: Record<string, string>, token = BOT_TOKEN): string {
  const lines = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const secret = createHmac('sha256', 'WebAppData').update(token).digest();
  const hash = createHmac('sha256', secret).update(lines).digest('hex');
  return new URLSearchParams({ ...fields, hash }).toString();
}

describe('host names', () => {
  const own = ownHosts({
    host: '127.0.0.1',
    hosts: ['nas.local'],
    publicUrl: 'https://ask.example.org/x',
  });

  it('our own are known, with any port', () => {
    for (const host of [
      'localhost:8080',
      '127.0.0.1',
      '[::1]:80',
      'nas.local:8080',
      'ask.example.org',
    ]) {
      assert.ok(own(host), host);
    }
  });

  it('a name that was made to point here is not', () => {
    for (const host of [
      undefined,
      '',
      'evil.example',
      'localhost.evil.example',
      '10.0.0.5',
      'localhost@evil.example',
      'localhost/x',
    ]) {
      assert.ok(!own(host), String(host));
    }
  });

  it('who listens on all addresses is reached by any address, and by no other name', () => {
    const all = ownHosts({ host: '0.0.0.0', hosts: [], publicUrl: undefined });
    assert.ok(all('192.168.1.20:8080') && all('[fe80::1]:8080'));
    assert.ok(!all('evil.example'));
  });
});

describe('who asks', () => {
  it('is the other end, whatever it writes in X-Forwarded-For', () => {
    assert.equal(peerOf('10.0.0.9', '1.2.3.4', 0), '10.0.0.9');
  });

  it('behind proxies of ours, is what the outermost of them saw', () => {
    assert.equal(peerOf('10.0.0.1', 'forged, 1.2.3.4', 1), '1.2.3.4');
    assert.equal(peerOf('10.0.0.1', 'forged, 1.2.3.4, 10.0.0.2', 2), '1.2.3.4');
  });

  it('is one for all IPv6 addresses of a household, and for both ways to write IPv4', () => {
    assert.equal(
      peerOf('2001:db8:1:2:3::9', undefined, 0),
      peerOf('2001:db8:1:2::77', undefined, 0),
    );
    assert.notEqual(
      peerOf('2001:db8:1:3::9', undefined, 0),
      peerOf('2001:db8:1:2::9', undefined, 0),
    );
    assert.equal(peerOf('::ffff:1.2.3.4', undefined, 0), '1.2.3.4');
  });
});

describe('how often', () => {
  it('so many in a minute, and the wait is told', () => {
    const rate = new RateLimit(2, 8);
    // Taken before the clock was set back by a day.
    for (const _ of [1, 2]) assert.ok('done' in rate.take('b', 86_400_000));
    assert.ok('done' in rate.take('b', 0));
    for (const at of [0, 10_000]) {
      const turn = rate.take('a', at);
      assert.ok('done' in turn);
      turn.done();
    }
    assert.deepEqual(rate.take('a', 20_000), { waitSeconds: 40 });
    assert.ok('done' in rate.take('b', 20_000));
    assert.ok('done' in rate.take('a', 60_000));
  });

  it('so many at once', () => {
    const rate = new RateLimit(100, 2);
    const first = rate.take('a', 0);
    rate.take('a', 0);
    assert.deepEqual(rate.take('a', 0), { waitSeconds: 1 });
    assert.ok('done' in first);
    first.done();
    assert.ok('done' in rate.take('a', 0));
  });
});

describe('sessions', () => {
  const sessions = createSessions(['a token of the page', BOT_TOKEN]);

  it('say to whom they were issued, until they are old', () => {
    const cookie = sessions.issue('token', NOW);
    assert.equal(sessions.read(cookie, NOW + 1), 'token');
    assert.equal(sessions.read(cookie, NOW + sessions.maxAgeSeconds * 1_000), undefined);
  });

  it('cannot be made, changed, or taken from another token', () => {
    const cookie = sessions.issue('token', NOW);
    const [until, , signature] = cookie.split('.');
    for (const forged of [
      undefined,
      '',
      'token',
      `${Number(until) + 1}.token.${signature}`,
      `${until}.other.${signature}`,
      cookie.slice(0, -1),
      `${cookie}x`,
    ]) {
      assert.equal(sessions.read(forged, NOW), undefined, String(forged));
    }
    assert.equal(createSessions(['another', BOT_TOKEN]).read(cookie, NOW), undefined);
  });
});

describe('what Telegram says of a person', () => {
  const fields = {
    auth_date: String(NOW / 1_000),
    query_id: 'AAF',
    user: JSON.stringify({ id: 77, first_name: 'سلمى' }),
  };

  it('is believed where Telegram signed it for this bot', () => {
    assert.equal(readInitData(signed(fields), BOT_TOKEN, NOW + 60_000), 77);
  });

  it('and nothing else is', () => {
    const good = signed(fields);
    assert.equal(readInitData(signed(fields, '1:other-token'), BOT_TOKEN, NOW), undefined);
    assert.equal(readInitData(good.replace('77', '78'), BOT_TOKEN, NOW), undefined);
    assert.equal(readInitData(`${good}&user=%7B%22id%22%3A78%7D`, BOT_TOKEN, NOW), undefined);
    assert.equal(readInitData(good, BOT_TOKEN, NOW + 3_600_000), undefined);
    assert.equal(readInitData(signed({ ...fields, auth_date: '' }), BOT_TOKEN, NOW), undefined);
    assert.equal(readInitData(signed({ ...fields, user: '{' }), BOT_TOKEN, NOW), undefined);
    for (const odd of ['', 'hash=', '&&&', 'x'.repeat(10_000)]) {
      assert.equal(readInitData(odd, BOT_TOKEN, NOW), undefined);
    }
  });
});
