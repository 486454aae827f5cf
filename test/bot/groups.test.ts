/** Groups, supergroups and the way from one to the other. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Harness, startHarness } from './support/harness.ts';
import { assertReads } from './support/reading.ts';

const QUESTION = 'متى ثار بركان في آيسلندا؟';

describe('groups', () => {
  let h: Harness;
  before(async () => {
    h = await startHarness({ api: { privacyMode: false } });
  });
  after(() => h.close());

  it('are answered by command, mention and reply, and otherwise left alone', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person] });
    const ignored = [
      person.sends(QUESTION, { in: group }),
      person.sends('/help@other_bot', { in: group }),
      person.sends('/nonsense', { in: group }),
      person.sendsVoice({ in: group }),
    ];
    const asked = person.sends(`/ask@test_bot ${QUESTION}`, { in: group });
    const reply = await h.api.answerTo(asked);
    assert.match(reply.text!, /ثار بركان/u);
    const mention = await h.api.answerTo(person.sends(`@test_bot ${QUESTION}`, { in: group }));
    assert.match(mention.text!, /ثار بركان/u);
    const follow = await h.api.answerTo(person.repliesTo(reply, 'كم بلغ طول الشق؟'));
    assert.match(follow.text!, /أربعة كيلومترات/u);
    for (const message of ignored) assert.equal(h.api.answersTo(message).length, 0);
  });

  it('have the message above answered by a bare mention', async () => {
    const [asker, other] = [h.api.person(), h.api.person()];
    const group = h.api.group({ members: [asker, other] });
    const question = asker.sends(QUESTION, { in: group });
    const reply = await h.api.answerTo(other.repliesTo(question, '@test_bot'));
    assert.match(reply.text!, /ثار بركان/u);
    const photo = asker.sendsPhoto({ in: group, caption: QUESTION });
    const beneath = await h.api.answerTo(other.repliesTo(photo, '@test_bot'));
    assert.match(beneath.text!, /ثار بركان/u, 'the words beneath a picture are a message too');
  });

  it('are greeted once when the bot comes in', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person], withBot: false });
    person.addsBot(group);
    const greeting = await group.nextBotMessage();
    assert.match(greeting.text!, /أنا إسناد/u);
    assertReads(greeting, 'rtl');
  });

  it('keep their answers when they become supergroups, and answers on the way arrive there', async () => {
    const person = h.api.person();
    const group = h.api.group({ members: [person] });
    let release = () => {};
    h.answerer.before = () => new Promise((resolve) => (release = resolve));
    person.sends(`/ask@test_bot ${QUESTION}`, { in: group });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const supergroup = person.migrates(group);
    h.answerer.before = async () => {};
    release();
    const reply = await supergroup.nextBotMessage();
    assert.match(reply.text!, /ثار بركان/u);
  });
});
