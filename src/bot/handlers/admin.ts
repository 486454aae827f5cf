/** The commands of the admins: figures, explanations, a new index, and what people thought. */

import { cleanField, cleanTyped } from '../../speech/clean.ts';
import type { CandidateExplanation, SentenceExplanation } from '../../types.ts';
import { MESSAGE_UNITS_MAX, plain } from '../render/rich.ts';
import type { Job, Services } from '../services.ts';
import { reply, type Talk } from '../talk.ts';
import { whileTyping } from '../typing.ts';
import { sendFeedback } from './feedback.ts';
import { reindex } from './reindex.ts';
import { sendUnanswered } from './unanswered.ts';

const CANDIDATES_MAX = 5;
const SENTENCES_MAX = 2;
const SENTENCE_UNITS_MAX = 160;

export async function adminCommand(
  s: Services,
  job: Job,
  talk: Talk,
  name: string,
  argument: string,
): Promise<void> {
  switch (name) {
    case 'status':
      await sendStatus(s, job, talk);
      return;
    case 'why':
      await explain(s, job, talk, argument);
      return;
    case 'reindex':
      await reindex(s, job, talk);
      return;
    case 'unanswered':
      await sendUnanswered(s, job, talk);
      return;
    case 'feedback':
      await sendFeedback(s, job, talk);
  }
}

async function sendStatus(s: Services, job: Job, talk: Talk): Promise<void> {
  const summary = await s.catalogue.use(async (index) => index.summary);
  const latency = await s.metrics.latencyMs();
  const m = talk.messages;
  const lines = m.status({
    articles: summary.articles,
    chunks: summary.chunks,
    generation: summary.generation,
    builtAt: summary.builtAt,
    indexBytes: summary.bytes,
    model: summary.embedderId,
    uptimeMs: s.now() - s.startedAtMs,
    p50Ms: latency?.p50,
    p95Ms: latency?.p95,
    answered: await s.metrics.answeredTotal(),
    // This command itself is not waiting for anything.
    queued: Math.max(0, s.queued() - 1),
    memoryBytes: process.memoryUsage.rss(),
  });
  await reply(s, job, talk, plain(m.direction, ...lines));
}

async function explain(s: Services, job: Job, talk: Talk, argument: string): Promise<void> {
  const m = talk.messages;
  const question = cleanTyped(argument || talk.targetText || '');
  if (question === '') {
    await reply(s, job, talk, plain(m.direction, m.whyUsage));
    return;
  }
  const { why, confidence } = await whileTyping(s, talk, s.ask(question, { why: true }));
  if (!why || why.candidates.length === 0) {
    await reply(s, job, talk, plain(m.direction, m.whyNothing));
    return;
  }
  const { thresholds, questionKind, terms, readerId, best, any, heldBack } = why;
  const head = [
    m.whyLead({ kind: questionKind, confidence, ...thresholds }),
    m.whyReader({ id: readerId, best, any, heldBack }),
    m.whyTerms(terms.slice(0, 12).map(({ surface }) => cleanField(surface, 40))),
  ];
  const candidates = why.candidates.slice(0, CANDIDATES_MAX).map((candidate) =>
    m.whyCandidate({
      title: cleanField(candidate.title, 80),
      fusedScore: candidate.fusedScore,
      wordRank: candidate.words?.rank,
      vectorRank: candidate.vectors?.rank,
      sentences: likeliest(candidate).map(({ text, logOdds, probability, span }) => ({
        text: cleanField(text, SENTENCE_UNITS_MAX),
        logOdds,
        probability,
        span: span ? cleanField(span.text, 80) : undefined,
      })),
    }),
  );
  // As many candidates as fit, each whole.
  let rich = plain(m.direction, ...head);
  for (let count = 1; count <= candidates.length; count += 1) {
    const parts = candidates.slice(0, count).flatMap((text) => ['', text]);
    const longer = plain(m.direction, ...head, ...parts);
    if (longer.text.length > MESSAGE_UNITS_MAX) break;
    rich = longer;
  }
  await reply(s, job, talk, rich);
}

function likeliest({ sentences }: CandidateExplanation): SentenceExplanation[] {
  return [...sentences].sort((a, b) => b.logOdds - a.logOdds).slice(0, SENTENCES_MAX);
}
