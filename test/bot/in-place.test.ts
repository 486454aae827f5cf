/** The button that opens a quote in its article, where PUBLIC_URL says where people reach the page. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Harness, startHarness } from './support/harness.ts';

const PUBLIC_URL = 'https://ask.example.org/isnad';
const QUESTION = 'متى ثار بركان في آيسلندا؟';
const LABEL = 'اقرأه في موضعه';

describe('a quote in its place', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness({ settings: { publicUrl: PUBLIC_URL } });
  });
  after(() => h.close());

  const buttonOf = (markup: unknown) =>
    (
      markup as { inline_keyboard: { text: string; url?: string; web_app?: { url: string } }[][] }
    ).inline_keyboard
      .flat()
      .find(({ text }) => text === LABEL);

  it('opens as a Mini App in a private chat', async () => {
    const person = h.api.person();
    const reply = await h.api.answerTo(person.sends(QUESTION));
    const opened = buttonOf(reply.reply_markup)?.web_app?.url;
    // Telegram writes what it says of the person after «#».
    assert.match(
      opened!,
      /^https:\/\/ask\.example\.org\/isnad\/article\/volcano\?q=0-\d+&m=[\w-]{22}&b=\d+-\d+$/u,
    );
  });

  it('opens by its address in a group', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person] });
    const asked = person.sends(`/ask@test_bot ${QUESTION}`, { in: group });
    const reply = await h.api.answerTo(asked);
    const button = buttonOf(reply.reply_markup);
    assert.equal(button?.web_app, undefined);
    assert.match(button!.url!, /\/article\/volcano\?q=.*#q$/u);
  });

  it('is not there without PUBLIC_URL', async () => {
    const without = await startHarness();
    const reply = await without.api.answerTo(without.api.person().sends(QUESTION));
    assert.equal(buttonOf(reply.reply_markup), undefined);
    await without.close();
  });
});
