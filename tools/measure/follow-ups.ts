/**
 * How many follow-ups of `eval/follow-ups.jsonl` are understood rightly, and how many new questions are taken for one.
 *
 *   npx tsx tools/measure/follow-ups.ts [--index DIR] [--pairs PAIRS.jsonl] [--new QUESTIONS.jsonl]… [--print none|wrong|all]
 *
 * Without an index nothing is asked: a follow-up of what an answer named is then out of reach. With one, each question
 * before is asked first, and if a follow-up may be complete by itself the articles decide, as in a conversation. `--new`
 * counts questions of another file that are taken for follow-ups, one each line with `question`. `eval/follow-ups-held.jsonl`
 * holds pairs that nobody read while the code was written: `--print none` keeps it so.
 *
 * A follow-up that keeps its subject, or changes to what was found, is right if what is understood has the name that
 * one of the written-out questions has (of a longer name that was only found, half of its words), and nothing else that
 * was said before; or, of what was asked for and no answer named, what the question before said of it («described»). One
 * with two candidates is right if both are asked back for; a new question if it stays as typed.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { converse } from '../../src/app/converse.ts';
import { followUpOf } from '../../src/app/follow-up.ts';
import { openIsnad } from '../../src/app/open.ts';
import type { Turn } from '../../src/app/turn.ts';
import { understand } from '../../src/app/understand.ts';
import { loadConfig } from '../../src/config.ts';
import { bundledLexicon } from '../../src/lexicon/bundled.ts';
import { askingWords, isFunctionWord } from '../../src/retrieve/question.ts';
import { lightStem } from '../../src/text/stem.ts';
import type { Answer } from '../../src/types.ts';

interface Pair {
  readonly id: string;
  readonly turns: readonly { readonly question: string; readonly subject: string }[];
  readonly followUp: string;
  readonly resolved: readonly string[];
  readonly type: 'kept' | 'changed' | 'two' | 'new';
  readonly form: string;
  readonly candidates?: readonly string[];
}

const { values } = parseArgs({
  options: {
    index: { type: 'string' },
    new: { type: 'string', multiple: true, default: [] },
    pairs: { type: 'string', default: 'eval/follow-ups.jsonl' },
    print: { type: 'string', default: 'wrong' },
  },
});
const NOTHING: Answer = { kind: 'none', quotes: [], confidence: 0, nearest: [], tookMs: 0 };
const isnad =
  values.index === undefined
    ? undefined
    : await openIsnad({ settings: loadConfig().settings, indexDir: resolve(values.index) });
const ask = async (question: string) => ({
  answer: (await isnad?.answerer.ask(question)) ?? NOTHING,
});

const unasked = async () => ({ answer: NOTHING });

const stemsOf = (text: string) =>
  new Set(
    askingWords(text)
      .words.filter(({ asks, surface }) => !asks && !isFunctionWord(surface))
      // «لزحل» has «زحل».
      .flatMap(({ stem, surface }) => [
        stem,
        ...(/^[بلف]\p{L}{3}/u.test(surface) ? [lightStem(surface.slice(1))] : []),
      ]),
  );

function isRight(pair: Pair, understood: string | undefined, names: readonly string[]): boolean {
  if (pair.type === 'new') return understood === undefined && names.length === 0;
  if (pair.type === 'two') {
    return (
      names.length > 1 && pair.candidates!.every((name, i) => sharesWord(name, names[i] ?? ''))
    );
  }
  if (understood === undefined) return false;
  const said = stemsOf(understood);
  const own = stemsOf(pair.followUp);
  const subject = stemsOf(pair.turns.at(-1)!.subject);
  const before = new Set(pair.turns.flatMap(({ question }) => [...stemsOf(question)]));
  return pair.resolved.some((reference) => {
    const wanted = [...stemsOf(reference)];
    const carried = wanted.filter((stem) => !own.has(stem));
    const kept = carried.filter((stem) => subject.has(stem));
    // «وماذا عن البحتري؟ ─► من هو البحتري؟» carries nothing over.
    const named = carried.length > 0 ? carried : wanted;
    const name = pair.type === 'kept' ? kept : named;
    const held = name.filter((stem) => said.has(stem)).length;
    const foreign = [...said].filter(
      (stem) =>
        before.has(stem) &&
        !wanted.includes(stem) &&
        !own.has(stem) &&
        (pair.type === 'changed' || !subject.has(stem)),
    );
    const needed = pair.type === 'kept' ? name.length : name.length / 2;
    return name.length > 0 && held >= needed && foreign.length === 0;
  });
}

/** «كم عدد سكان عاصمة كرواتيا؟» for «كم عدد سكان زغرب؟»: all that the question before said, and all that is asked now. */
function isDescribed({ type, turns, followUp }: Pair, understood: string | undefined): boolean {
  if (type !== 'changed' || understood === undefined) return false;
  const said = stemsOf(understood);
  // Of several questions the last.
  const question = turns
    .at(-1)!
    .question.split(/(?<=[؟?])/u)
    .filter((part) => part.trim())
    .at(-1)!;
  const asked = stemsOf(followUp.replace(THIS_ONE, ' ').replace(/^و(?=\p{L}{2})/u, ''));
  // «جنسيته» is «جنسية …» now.
  const isSaid = (stem: string) =>
    [...said].some(
      (other) => other.startsWith(stem.slice(0, 4)) || (other.length > 2 && stem.startsWith(other)),
    );
  return (
    ASKS_NAME.has(askingWords(question).kind) && [...stemsOf(question), ...asked].every(isSaid)
  );
}
/** `other`: «عاصمة كولومبيا», where nothing asks. */
const ASKS_NAME = new Set(['who', 'what', 'where', 'other']);
const THIS_ONE = /[وبلف]*(?:هذ[اهي]|هاد|هاذا) \S+|\S+ (?:ده|دي)(?= )/gu;

const sharesWord = (a: string, b: string) => [...stemsOf(a)].some((stem) => stemsOf(b).has(stem));

const counts = new Map<string, { right: number; of: number }>();
const count = (key: string, right: boolean) => {
  const { right: before, of } = counts.get(key) ?? { right: 0, of: 0 };
  counts.set(key, { right: before + Number(right), of: of + 1 });
};

for (const line of readFileSync(values.pairs, 'utf8').split('\n').filter(Boolean)) {
  const pair = JSON.parse(line) as Pair;
  const turns: Turn[] = [];
  for (const { question } of pair.turns) {
    const reply = await converse(question, turns, ask);
    if (reply.kind !== 'talk') turns.unshift(reply.turn);
  }
  // What is sure needs no asking: only what is understood is counted.
  const first = understand(pair.followUp, turns, bundledLexicon);
  const isSure = first.kind === 'filled' && first.sure === 'sure';
  const reply = await converse(pair.followUp, turns, isSure ? unasked : ask);
  const understood = reply.kind === 'answered' ? reply.understood : undefined;
  const names = reply.kind === 'askedBack' ? reply.names : [];
  const byName = isRight(pair, understood, names);
  const described = !byName && isDescribed(pair, understood);
  const right = byName || described;
  count(pair.type, right);
  if (pair.type === 'changed') count('  described', described);
  if (pair.type !== 'new') count('follow-ups', right);
  if (pair.type !== 'new') count(`  ${pair.form}`, right);
  if (values.print === 'all' || (values.print === 'wrong' && !right)) {
    const shown = understood ?? (names.length > 0 ? `? ${names.join(' | ')}` : '(as typed)');
    console.log(`${right ? 'ok   ' : 'WRONG'} ${pair.id} ${pair.type} ${pair.followUp} → ${shown}`);
  }
}
for (const file of values.new) {
  let taken = 0;
  const questions = readFileSync(file, 'utf8').trim().split('\n');
  for (const line of questions) {
    const { question } = JSON.parse(line) as { question: string };
    const followUp = followUpOf(question, bundledLexicon);
    const taking = followUp !== undefined && followUp.sure !== 'perhaps';
    if (taking) taken += 1;
    if (taking && values.print === 'all') console.log(`taken ${question}`);
  }
  console.log(`${file}: ${taken} of ${questions.length} taken for follow-ups`);
}
for (const [key, { right, of }] of counts) {
  console.log(`${key.padEnd(12)} ${right} of ${of} right (${(right / of).toFixed(3)})`);
}
await isnad?.close();
