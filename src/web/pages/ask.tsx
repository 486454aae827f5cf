/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** The page to ask on, before a question and after it. */

import { raw } from 'hono/html';
import { articlePath, markOf, quotePath } from '../../app/quote-address.ts';
import { withinGuillemets } from '../../speech/guillemets.ts';
import { quoteUrl, safeUrl } from '../../speech/links.ts';
import { wordsToTry } from '../../speech/words-to-try.ts';
import { foreignLanguage } from '../../text/written-in.ts';
import type { Answer, ArticleHead, Quote } from '../../types.ts';
import { directionOf, withoutUnseen } from '../article/pieces.ts';
import type { CorpusCounts } from '../article-lists.ts';
import type { AskReply, Found } from '../ask.ts';
import type { PageWords } from '../words/page-words.ts';
import { Layout, type View } from './layout.tsx';
import { ArticleList, AskForm, Foreign, QuoteWords, SourceLine } from './parts.tsx';

interface HomeProps {
  readonly view: View;
  readonly counts: CorpusCounts;
  readonly newest: readonly ArticleHead[];
  readonly examples: readonly string[];
}

export const HomePage = ({ view, counts, newest, examples }: HomeProps) => {
  const { m } = view;
  const outlets = counts.outlets.filter(({ name }) => name !== undefined).length;
  return (
    <Layout view={view}>
      <section class="hero">
        <h1>{m.tagline}</h1>
        <p class="pitch">{m.pitch}</p>
        <AskForm
          m={m}
          id="question"
          label={m.questionLabel}
          placeholder={m.questionPlaceholder}
          autofocus
        />
        <p class="size">
          {counts.articles === 0 ? m.sourcesEmpty : m.corpusSize(counts.articles, outlets)}
        </p>
      </section>
      {examples.length > 0 && (
        <section aria-labelledby="examples">
          <h2 id="examples">{m.examplesTitle}</h2>
          <Examples questions={examples} />
        </section>
      )}
      <Visit m={m} />
      {newest.length > 0 && (
        <section aria-labelledby="newest">
          <h2 id="newest">{m.newestTitle}</h2>
          <ArticleList m={m} articles={newest} />
          <p>
            <a class="more" href="/articles">
              {m.allArticles}
            </a>
          </p>
        </section>
      )}
    </Layout>
  );
};

const Examples = ({ questions }: { questions: readonly string[] }) => (
  <ul class="examples">
    {questions.map((question) => (
      <li>
        <a href={askHref(question)} lang="ar" dir={directionOf(question)}>
          {withoutUnseen(question)}
        </a>
      </li>
    ))}
  </ul>
);

/** What was asked in this tab. The script fills it; without one the browser's own history has it. */
const Visit = ({ m }: { m: PageWords }) => (
  <section aria-labelledby="visit" data-visit hidden>
    <h2 id="visit">{m.visitTitle}</h2>
    <ul class="visit"></ul>
  </section>
);

interface AskMore {
  /** The article to look in first. */
  readonly articleId?: string | undefined;
  /** The answer that it goes on from. */
  readonly after?: string | undefined;
  /** Which of the names that were asked back for. */
  readonly name?: number;
  readonly asTyped?: boolean;
}

export function askHref(question: string, more: AskMore = {}): string {
  const params = new URLSearchParams({ q: question });
  if (more.articleId !== undefined) params.set('in', more.articleId);
  if (more.after !== undefined) params.set('after', more.after);
  if (more.name !== undefined) params.set('name', String(more.name));
  if (more.asTyped) params.set('as', 'typed');
  return `/?${params}`;
}

/** Where the answer goes, once it is there: the page before this place is sent at once. */
export const ANSWER_PLACE = '<!--answer-->';

export const AskedPage = ({
  view,
  question,
  within,
}: {
  view: View;
  question: string;
  within: ArticleHead | undefined;
}) => {
  const { m } = view;
  return (
    <Layout view={view} title={withoutUnseen(question).slice(0, 120)}>
      <section class="asked">
        <h1 class="unseen">
          {m.answerTitle}: {withoutUnseen(question)}
        </h1>
        <AskForm
          m={m}
          id="question"
          label={m.questionLabel}
          placeholder={m.questionPlaceholder}
          value={question}
          articleId={within?.id}
        />
        {within && (
          <p class="within">
            {m.withinLead}{' '}
            <a href={articlePath(within.id)}>
              <Foreign text={within.title} />
            </a>
            {' · '}
            <a href={askHref(question)}>{m.withinAll}</a>
          </p>
        )}
      </section>
      <div class="result" data-question={question}>
        <p class="progress" role="status">
          {m.reading}
        </p>
        {raw(ANSWER_PLACE)}
      </div>
      <Visit m={m} />
    </Layout>
  );
};

interface ResultProps {
  readonly m: PageWords;
  readonly question: string;
  readonly reply: AskReply;
  /** What is answered without the articles; empty for a question. */
  readonly talk: { readonly lines: readonly string[]; readonly examples: readonly string[] };
  /** What a follow-up names to go on from here. */
  readonly conversation: string | undefined;
  /** The words around each quote, as far as its context goes. */
  readonly around: readonly { readonly before: string; readonly after: string }[];
}

/** What is shown where the answer goes. */
export const Result = ({ m, question, reply, talk, conversation, around }: ResultProps) => {
  if (reply.kind === 'talk') {
    return (
      <div class="answer talk">
        {talk.lines.map((line) => (
          <p>{line}</p>
        ))}
        {talk.examples.length > 0 && <Examples questions={talk.examples} />}
      </div>
    );
  }
  if (reply.kind === 'askedBack') {
    const { names } = reply;
    return (
      <div class="answer talk">
        <p>{names.length > 0 ? m.whichOne(names.map(withoutUnseen)) : m.nameLacking}</p>
        {names.length > 0 && (
          <ul class="examples">
            {names.map((name, at) => (
              <li>
                <a
                  href={askHref(question, { after: conversation, name: at })}
                  lang="ar"
                  dir={directionOf(name)}
                >
                  {withoutUnseen(name)}
                </a>
              </li>
            ))}
          </ul>
        )}
        <Follow m={m} after={conversation} />
      </div>
    );
  }
  const { result, understood } = reply;
  const { answer } = result;
  const meant = understood !== undefined && (
    <p class="searched" data-address={askHref(understood)}>
      {m.understoodLabel}{' '}
      <a href={askHref(understood)} lang="ar">
        <Foreign text={understood} />
      </a>
      {' · '}
      <a href={askHref(question, { asTyped: true })}>{m.buttonAsTyped}</a>
    </p>
  );
  return (
    <>
      {meant}
      {answer.quotes.length === 0 ? (
        <None m={m} question={reply.turn.question} answer={answer} />
      ) : (
        <Quotes m={m} question={reply.turn.question} found={result} around={around} />
      )}
      <Follow m={m} after={conversation} />
    </>
  );
};

const Follow = ({ m, after }: { m: PageWords; after: string | undefined }) => (
  <div class="follow">
    <AskForm
      m={m}
      id="follow"
      label={m.followLabel}
      placeholder={m.followPlaceholder}
      after={after}
      labelled
    />
    <p class="hint">{m.followHint}</p>
  </div>
);

interface QuotesProps {
  readonly m: PageWords;
  readonly question: string;
  readonly found: Found;
  readonly around: ResultProps['around'];
}

const Quotes = ({ m, question, found, around }: QuotesProps) => {
  const { answer } = found;
  const { parts, conflict = [] } = answer;
  const labelOf = (i: number) => {
    const at = parts?.findIndex(({ quote }) => quote === i) ?? -1;
    if (parts && at >= 0) return m.partLead(at, parts[at]!.kind);
    return conflict.includes(i) ? m.conflictSide : m.quoteLabel;
  };
  return (
    <section class={`answer ${answer.kind}`} aria-label={m.answerTitle}>
      <SearchedFor m={m} answer={answer} />
      <Leads m={m} question={question} found={found} />
      {parts?.map(({ kind, quote }, at) => {
        if (quote === undefined) return <p class="lead">{m.partLead(at, kind)}</p>;
        const first = parts.findIndex((part) => part.quote === quote);
        return first < at ? <p class="lead">{m.partAsBefore(kind)}</p> : null;
      })}
      {answer.short !== undefined && (
        <p class="short">
          <span class="label">{m.shortLabel}</span>
          <strong lang="ar" dir={directionOf(answer.short)}>
            {withoutUnseen(answer.short)}
          </strong>
        </p>
      )}
      <ol class="chain">
        {answer.quotes.map((quote, i) => (
          <li>
            <QuoteCard m={m} quote={quote} around={around[i]} label={labelOf(i)} />
          </li>
        ))}
      </ol>
    </section>
  );
};

const SearchedFor = ({ m, answer }: { m: PageWords; answer: Answer }) =>
  answer.searchedFor === undefined ? null : (
    <p class="searched">
      {m.searchedForLabel}{' '}
      <i lang="ar">
        <Foreign text={answer.searchedFor} />
      </i>
    </p>
  );

const Leads = ({
  m,
  question,
  found: { answer, elsewhere },
}: Pick<QuotesProps, 'm' | 'question' | 'found'>) => {
  const differs = answer.conflict !== undefined;
  const maybe = answer.kind === 'maybe' && !differs && !answer.parts;
  const leads: string[] = [];
  const foreign = foreignLanguage(question);
  if (maybe && foreign) leads.push(m.notInArabic(foreign));
  if (answer.unread) leads.push(m.unreadLead);
  // One sentence: «found elsewhere» and «not certain» after one another would contradict each other.
  else if (elsewhere) leads.push(maybe ? m.elsewhereMaybeLead : m.elsewhereLead);
  else if (maybe) leads.push(m.maybeLead);
  if (differs) leads.push(m.conflictLead);
  if (answer.asOf !== undefined) leads.push(m.publishedIn(answer.asOf));
  return (
    <>
      {leads
        .filter((lead) => lead !== '')
        .map((lead) => (
          <p class="lead">{lead}</p>
        ))}
    </>
  );
};

interface QuoteCardProps {
  readonly m: PageWords;
  readonly quote: Quote;
  readonly label: string;
  readonly around: { readonly before: string; readonly after: string } | undefined;
}

const QuoteCard = ({ m, quote, label, around }: QuoteCardProps) => {
  const { text, title, source, date, url, alsoIn = [] } = quote;
  const place = `${quotePath({ ...quote, mark: markOf(text) })}#q`;
  const original = quoteUrl(url, text);
  const hasAround = around && (around.before.trim() !== '' || around.after.trim() !== '');
  return (
    <figure class="quote">
      <blockquote lang="ar" dir={directionOf(text)} data-quote>
        <span class="label">{label}</span>
        <p>
          <QuoteWords quote={quote} />
        </p>
      </blockquote>
      <figcaption>
        <a class="title" href={place} lang="ar" dir={directionOf(title)}>
          {withoutUnseen(title)}
        </a>
        <SourceLine m={m} source={source} date={date} />
        {alsoIn.length > 0 && (
          <p class="also">
            {m.alsoIn}{' '}
            {alsoIn.map(({ id, title: otherTitle, source: otherSource }, i) => (
              <>
                {i > 0 && m.wordSeparator}
                <a href={articlePath(id)}>
                  <Foreign text={otherSource ?? otherTitle} />
                </a>
              </>
            ))}
          </p>
        )}
        <p class="actions">
          <a class="primary" href={place}>
            {m.buttonInPlace}
          </a>
          {original && (
            <a href={original} rel="noreferrer external" data-printed={safeUrl(url)}>
              {m.original}
            </a>
          )}
          <CopyButton
            m={m}
            citation={m.citation({
              title: withinGuillemets(withoutUnseen(title)),
              source: source === null ? undefined : withoutUnseen(source),
              date: date ?? undefined,
            })}
            url={url}
          />
        </p>
        {hasAround && (
          <details class="around">
            <summary>{m.context}</summary>
            <p lang="ar" dir={directionOf(text)}>
              {withoutUnseen(around.before)}
              <b>{withoutUnseen(text)}</b>
              {withoutUnseen(around.after)}
            </p>
          </details>
        )}
      </figcaption>
    </figure>
  );
};

/** The script shows it: without one it could do nothing. */
export const CopyButton = ({
  m,
  citation,
  url,
}: {
  m: PageWords;
  citation: string;
  url: string | null | undefined;
}) => (
  <button
    type="button"
    class="copy"
    hidden
    data-copy={citation}
    data-url={url ?? undefined}
    data-done={m.copied}
  >
    {m.copy}
  </button>
);

const None = ({ m, question, answer }: { m: PageWords; question: string; answer: Answer }) => {
  const { nearest, unknownWords = [] } = answer;
  const titles = nearest.map(({ title }) => title);
  const words = wordsToTry(question, titles);
  const foreign = foreignLanguage(question);
  const hint = foreign ? m.notInArabic(foreign) : m.noneHint;
  return (
    <section class="answer none" aria-label={m.answerTitle}>
      <SearchedFor m={m} answer={answer} />
      <p class="none-title">{m.noneLead}</p>
      {unknownWords.length > 0 && <p>{m.unknownWords(unknownWords.map(withoutUnseen))}</p>}
      {words.length > 0 && (
        <p>
          {m.tryWordsLead}{' '}
          {words.map((word, i) => (
            <>
              {i > 0 && m.wordSeparator}
              <Foreign text={word} />
            </>
          ))}
        </p>
      )}
      <p>{hint}</p>
      {nearest.length > 0 && (
        <>
          <h2>{m.nearestTitle}</h2>
          <ArticleList m={m} articles={nearest} />
        </>
      )}
    </section>
  );
};
