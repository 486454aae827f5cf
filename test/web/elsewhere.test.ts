/** Views compile to the same wherever the program is started: tsx takes the project's settings from the working folder. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { it } from 'node:test';

it('the page is drawn when the program is started from another folder', () => {
  const layout = JSON.stringify(new URL('../../src/web/pages/notice.tsx', import.meta.url).href);
  const words = JSON.stringify(new URL('../../src/web/words/page-speech.ts', import.meta.url).href);
  const tsx = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const code = `
    (await import(${tsx})).register();
    const { NoticePage } = await import(${layout});
    const { ar } = (await import(${words})).createPageSpeech('western');
    console.log(String(NoticePage({ view: { m: ar, otherLanguageHref: '/' }, title: 'أ', hint: 'ب' })));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    cwd: tmpdir(),
    encoding: 'utf8',
  });
  assert.match(stdout, /^<html lang="ar" dir="rtl">/u, stderr);
});
