/** The contract of the bot's state, run over every adapter. */
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import type { AnswerRecord, BotState, PendingUpdate } from '../../src/bot/state/port.ts';

export interface OpenedState {
  /** The store as one process sees it. */
  readonly first: BotState;
  /** The same store as another process sees it; if that cannot be, the same object again. */
  readonly second: BotState;
  /** Empties and closes the store. */
  close(): Promise<void>;
}

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const lease = (owner: string, untilMs = NOW + MINUTE) => ({ owner, untilMs });
const text = (sealed: Uint8Array) => Buffer.from(sealed).toString('utf8');
const update = (updateId: number) => ({
  updateId,
  sealed: Buffer.from(`update ${updateId} سؤال`, 'utf8'),
  atMs: NOW,
});

export const record = (change: Partial<AnswerRecord> = {}): AnswerRecord => ({
  id: 'answer-1',
  chat: 'chat-1',
  person: 'person-1',
  questionMessageId: 10,
  answerMessageId: 11,
  language: 'ar',
  kind: 'answer',
  questionMark: 'mark',
  question: undefined,
  conflict: [0, 1],
  elsewhere: false,
  quotes: [
    {
      articleId: 'مقال',
      start: 3,
      end: 9,
      context: [0, 20],
      emphasis: [[4, 6]],
      mark: 'm',
      alsoIn: ['b'],
    },
  ],
  page: 0,
  atMs: NOW,
  ...change,
});

/** Runs the contract. `open` gives an empty store each time. */
export function stateContract(name: string, open: () => Promise<OpenedState>): void {
  describe(`bot state: ${name}`, () => {
    let opened: OpenedState;
    let state: BotState;
    const ids = (pending: readonly PendingUpdate[]) => pending.map(({ updateId }) => updateId);
    const takeOver = (
      store: BotState,
      owner: string,
      options: { nowMs?: number; own?: boolean; afterId?: number; limit?: number } = {},
    ) => {
      const { nowMs = NOW, own = false, afterId = -1, limit = 100 } = options;
      return store.takeOver(lease(owner, nowMs + MINUTE), { nowMs, own, afterId, limit });
    };

    before(async () => {
      opened = await open();
    });
    beforeEach(async () => {
      await opened.close();
      opened = await open();
      state = opened.first;
    });
    after(() => opened.close());

    it('accepts an update once, whichever process it comes to', async () => {
      assert.equal(await state.accept(update(1), lease('a')), true);
      assert.equal(await state.accept(update(1), lease('a')), false);
      assert.equal(await opened.second.accept(update(1), lease('b')), false);
      await state.finish(1, NOW);
      assert.equal(await opened.second.accept(update(1), lease('b')), false, 'done is seen too');
    });

    it('lets one of two processes that accept at the same moment have the update', async () => {
      const both = await Promise.all([
        state.accept(update(5), lease('a')),
        opened.second.accept(update(5), lease('b')),
      ]);
      assert.deepEqual(both.sort(), [false, true]);
    });

    it('gives back to a restarted process what it held, in order, with its text', async () => {
      for (const id of [3, 1, 2]) await state.accept(update(id), lease('a'));
      await state.finish(2, NOW);
      assert.deepEqual(ids(await takeOver(opened.second, 'b')), [], 'it is held by another');
      const pending = await takeOver(opened.second, 'a', { own: true });
      assert.deepEqual(ids(pending), [1, 3]);
      assert.equal(text(pending[0]!.sealed), 'update 1 سؤال');
      assert.equal(pending[0]!.begun, 0, 'it only waited');
      assert.equal(pending[0]!.inDoubt, false);
    });

    it('pages through what it gives back', async () => {
      for (const id of [1, 2, 3]) await state.accept(update(id), lease('a'));
      const first = await takeOver(state, 'a', { own: true, limit: 2 });
      assert.deepEqual(ids(first), [1, 2]);
      assert.deepEqual(ids(await takeOver(state, 'a', { own: true, limit: 2, afterId: 2 })), [3]);
    });

    it('gives to others what a dead process held, once, when its lease has run out', async () => {
      await state.accept(update(1), lease('a'));
      const later = { nowMs: NOW + MINUTE };
      const both = await Promise.all([
        takeOver(state, 'b', later),
        takeOver(opened.second, 'c', later),
      ]);
      assert.deepEqual(both.flatMap(ids), [1]);
    });

    it('leaves with its owner what is renewed', async () => {
      await state.accept(update(1), lease('a'));
      await state.accept(update(2), lease('a'));
      await state.renew(lease('a', NOW + 10 * MINUTE), [1]);
      await state.renew(lease('c', NOW + 20 * MINUTE), [1]);
      assert.deepEqual(ids(await takeOver(state, 'b', { nowMs: NOW + 5 * MINUTE })), [2]);
      await state.finish(2, NOW);
      assert.deepEqual(ids(await takeOver(state, 'b', { nowMs: NOW + 10 * MINUTE })), [1]);
    });

    it('knows where a send had begun, and counts how often work did', async () => {
      await state.accept(update(1), lease('a'));
      const [waited] = await takeOver(state, 'a', { own: true });
      assert.deepEqual([waited!.inDoubt, waited!.begun], [false, 0]);
      assert.equal(await state.begin(1), true);
      assert.equal(await state.markSending(1, lease('a')), true);
      const [first] = await takeOver(state, 'a', { own: true });
      assert.deepEqual([first!.inDoubt, first!.begun], [true, 1]);
      assert.equal(await state.begin(1), true);
      const [second] = await takeOver(state, 'a', { own: true });
      assert.equal(second!.begun, 2);
      await state.release(1, NOW);
      const [again] = await takeOver(state, 'a');
      assert.equal(again!.begun, 0, 'what was given back had come to an end');
    });

    it('lets send only who holds the update, and holds it for them meanwhile', async () => {
      await state.accept(update(1), lease('a'));
      assert.equal(await opened.second.markSending(1, lease('b')), false);
      assert.equal(await state.markSending(1, lease('a', NOW + 2 * MINUTE)), true);
      assert.deepEqual(ids(await takeOver(opened.second, 'b', { nowMs: NOW + MINUTE })), []);
      assert.deepEqual(ids(await takeOver(opened.second, 'b', { nowMs: NOW + 2 * MINUTE })), [1]);
      assert.equal(await state.markSending(1, lease('a')), false, 'it was taken over');
      assert.equal(await opened.second.markSending(1, lease('b')), true);
    });

    it('hands out again, after a while, what was given back', async () => {
      await state.accept(update(1), lease('a'));
      await state.release(1, NOW + 2 * MINUTE);
      assert.deepEqual(ids(await takeOver(state, 'a', { own: true, nowMs: NOW + MINUTE })), []);
      assert.deepEqual(ids(await takeOver(state, 'a', { nowMs: NOW + 2 * MINUTE })), [1]);
    });

    it('hands out at once what was given back before the clock was set back, and no live lease', async () => {
      await state.accept(update(1), lease('a'));
      await state.accept(update(2), lease('a'));
      await state.release(1, NOW + MINUTE);
      const yesterday = { nowMs: NOW - 24 * 60 * MINUTE };
      assert.deepEqual(ids(await takeOver(opened.second, 'b', yesterday)), [1]);
    });

    it('never hands out what is done', async () => {
      await state.accept(update(1), lease('a'));
      await state.finish(1, NOW, record());
      assert.equal(await state.markSending(1, lease('a')), false);
      await state.release(1, NOW);
      assert.deepEqual(ids(await takeOver(state, 'a', { own: true, nowMs: NOW + MINUTE })), []);
      assert.deepEqual(await state.answer('answer-1'), record());
    });

    it('finds an answer by its id, by its message and by the message that asked', async () => {
      const kept = record({ question: 'من؟', language: 'en', page: 2 });
      await state.saveAnswer(kept);
      assert.deepEqual(await state.answer('answer-1'), kept);
      assert.deepEqual(await opened.second.answerAt('chat-1', 11), kept);
      assert.deepEqual(await state.answerTo('chat-1', 10), kept);
      assert.equal(await state.answer('answer-2'), undefined);
      assert.equal(await state.answerAt('chat-2', 11), undefined);
      assert.equal(await state.answerTo('chat-1', 11), undefined);
      const card = record({
        id: 'card',
        kind: 'card',
        questionMessageId: undefined,
        questionMark: undefined,
        answerMessageId: 12,
      });
      await state.saveAnswer(card);
      assert.deepEqual(await state.answerAt('chat-1', 12), card);
    });

    it('keeps one answer for a message: a new one replaces the one before and its votes', async () => {
      await state.saveAnswer(record());
      await state.vote({ answerId: 'answer-1', person: 'p', thumb: 'up', atMs: NOW });
      await state.saveAnswer(record({ page: 1 }));
      assert.equal((await state.countVotes()).up, 1, 'the same answer keeps its votes');
      await state.saveAnswer(record({ id: 'answer-2' }));
      assert.equal(await state.answer('answer-1'), undefined);
      assert.equal((await state.answerAt('chat-1', 11))?.id, 'answer-2');
      assert.deepEqual(await state.countVotes(), { answers: 0, up: 0, down: 0 });
    });

    it('counts one vote a person, the latest', async () => {
      const vote = (answerId: string, person: string, thumb: 'up' | 'down') =>
        state.vote({ answerId, person, thumb, atMs: NOW });
      assert.equal(await vote('answer-1', 'p', 'up'), false, 'no such answer');
      await state.saveAnswer(record());
      await state.saveAnswer(record({ id: 'answer-2', answerMessageId: 21 }));
      assert.equal(await vote('answer-1', 'p', 'up'), true);
      assert.equal(await vote('answer-1', 'p', 'down'), true);
      await vote('answer-1', 'q', 'down');
      await vote('answer-2', 'p', 'up');
      assert.deepEqual(await state.countVotes(), { answers: 2, up: 1, down: 2 });
      const judged = await state.judged({ afterId: undefined, limit: 1 });
      assert.deepEqual(judged, [{ answer: record(), up: 0, down: 2 }]);
      const rest = await state.judged({ afterId: 'answer-1', limit: 10 });
      assert.deepEqual(
        rest.map(({ answer, up, down }) => [answer.id, up, down]),
        [['answer-2', 1, 0]],
      );
    });

    it('limits a person within a window, and says which refusal is the first', async () => {
      const hit = (nowMs: number, person = 'p') =>
        state.hit(person, { nowMs, windowMs: MINUTE, max: 2 });
      assert.deepEqual(await hit(NOW), { allowed: true, first: false, waitMs: MINUTE });
      assert.equal((await hit(NOW + 1)).allowed, true);
      assert.deepEqual(await hit(NOW + 1_000), { allowed: false, first: true, waitMs: 59_000 });
      assert.deepEqual(await hit(NOW + 2_000), { allowed: false, first: false, waitMs: 58_000 });
      assert.equal((await hit(NOW + 2_000, 'q')).allowed, true, 'another person');
      assert.equal((await hit(NOW + MINUTE)).allowed, true, 'the next window');
      assert.equal((await hit(NOW - 10 * MINUTE)).allowed, true, 'a clock set back');
    });

    it('counts every hit of two processes at once', async () => {
      const window = { nowMs: NOW, windowMs: MINUTE, max: 10 };
      const hits = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? opened.second : state).hit('p', window),
        ),
      );
      assert.equal(hits.filter(({ allowed }) => allowed).length, 10);
      assert.equal(hits.filter(({ first }) => first).length, 1);
    });

    it('tells which answers were none, page by page', async () => {
      const save = (id: string, at: number, kind: AnswerRecord['kind']) =>
        state.saveAnswer(record({ id, answerMessageId: at, kind, question: 'قال: "kind":"none"' }));
      await save('a', 1, 'none');
      await save('b', 2, 'maybe');
      await save('c', 3, 'none');
      await save('d', 4, 'askedBack');
      const page = async (afterId: string | undefined) =>
        (await state.unanswered({ afterId, limit: 1 })).map(({ id }) => id);
      assert.deepEqual(await page(undefined), ['a']);
      assert.deepEqual(await page('a'), ['c']);
      assert.deepEqual(await page('c'), []);
    });

    it('forgets a person: answers, votes, limits, and the chat where it is theirs alone', async () => {
      await state.saveAnswer(record());
      await state.saveAnswer(record({ id: 'other', person: 'person-2', answerMessageId: 30 }));
      await state.vote({ answerId: 'other', person: 'person-1', thumb: 'up', atMs: NOW });
      await state.hit('person-1', { nowMs: NOW, windowMs: MINUTE, max: 2 });
      assert.equal(await state.forget('person-1'), 3);
      assert.equal(await state.answer('answer-1'), undefined);
      assert.deepEqual(await state.countVotes(), { answers: 0, up: 0, down: 0 });
      assert.ok(await state.answer('other'));
      assert.equal(await state.forget('person-1', 'chat-1'), 1);
      assert.equal(await state.answer('other'), undefined);
      assert.equal(await state.forget('person-1', 'chat-1'), 0);
    });

    it('remembers the turns of a conversation, the newest first, until they are purged', async () => {
      const turn = (thread: number, words: string) => ({ thread, sealed: Buffer.from(words) });
      const last = async (store: BotState, thread = 0, sinceMs = NOW) =>
        (await store.lastTurns({ chat: 'chat-1', thread, sinceMs, limit: 2 })).map(
          ({ turn }) => turn && text(turn.sealed),
        );
      await state.saveAnswer(record({ turn: turn(0, 'أول') }));
      const more = (id: string, at: number, change: Partial<AnswerRecord>) =>
        state.saveAnswer(record({ id, answerMessageId: at, atMs: NOW + at, ...change }));
      await more('two', 20, { turn: turn(0, 'ثان') });
      await more('three', 30, { turn: turn(0, 'ثالث') });
      await more('topic', 40, { turn: turn(7, 'موضوع') });
      await more('other chat', 50, { chat: 'chat-2', turn: turn(0, 'غيرها') });
      await more('card', 60, {});
      assert.deepEqual(await last(opened.second), ['ثالث', 'ثان']);
      assert.deepEqual(await last(state, 7), ['موضوع']);
      assert.deepEqual(await last(state, 0, NOW + 25), ['ثالث']);
      assert.deepEqual((await state.answer('two'))?.turn, {
        thread: 0,
        sealed: new Uint8Array(Buffer.from('ثان')),
      });
      assert.equal(await state.purge(NOW - MINUTE, NOW - MINUTE, NOW + 25), 0);
      assert.deepEqual(await last(state), ['ثالث']);
      assert.ok(await state.answer('two'), 'the answer stays');
      await state.forget('person-1');
      assert.deepEqual(await last(state), []);
    });

    it('follows a group that becomes a supergroup', async () => {
      await state.saveAnswer(record());
      await state.moveChat('chat-1', 'chat-9');
      assert.equal(await state.answerAt('chat-1', 11), undefined);
      assert.equal((await state.answerAt('chat-9', 11))?.id, 'answer-1');
    });

    it('purges what is older than asked, and nothing that waits', async () => {
      await state.saveAnswer(record());
      await state.saveAnswer(record({ id: 'new', answerMessageId: 30, atMs: NOW + MINUTE }));
      await state.vote({ answerId: 'answer-1', person: 'p', thumb: 'up', atMs: NOW });
      await state.hit('p', { nowMs: NOW, windowMs: MINUTE, max: 2 });
      await state.accept(update(1), lease('a'));
      await state.accept(update(2), lease('a'));
      await state.finish(1, NOW);
      assert.equal(await state.purge(NOW + 1, NOW + 1, NOW + 1), 3);
      assert.equal(await state.answer('answer-1'), undefined);
      assert.ok(await state.answer('new'));
      assert.equal(await state.accept(update(2), lease('a')), false);
      assert.equal(await state.accept(update(1), lease('a')), true, 'its id may come again');
    });

    it('can be asked whether it can be written', async () => {
      await assert.doesNotReject(state.check());
    });
  });
}
