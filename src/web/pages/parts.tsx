/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** What several pages have: the question's field, an article's source line, text of others. */

import { articlePath } from '../../app/quote-address.ts';
import type { ArticleHead } from '../../types.ts';
import { directionOf, type Piece, piecesOf, withoutUnseen } from '../article/pieces.ts';
import { QUESTION_UNITS_MAX } from '../params.ts';
import type { PageWords } from '../words/page-words.ts';

interface AskFormProps {
  readonly m: PageWords;
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  readonly value?: string | undefined;
  /** The article to look in first. */
  readonly articleId?: string | undefined;
  /** The answer that it goes on from. */
  readonly after?: string | undefined;
  readonly autofocus?: boolean;
  /** The label is seen, not only heard. */
  readonly labelled?: boolean;
}

export const AskForm = (props: AskFormProps) => {
  const { m, id, label, placeholder, value, articleId, after, autofocus, labelled } = props;
  return (
    <search class="ask">
      <form action="/" method="get" aria-label={label} data-ask>
        <label for={id} class={labelled ? 'ask-label' : 'unseen'}>
          {label}
        </label>
        <div class="field">
          <textarea
            id={id}
            name="q"
            rows={1}
            required
            dir="auto"
            maxlength={QUESTION_UNITS_MAX}
            placeholder={placeholder}
            autocomplete="off"
            enterkeyhint="search"
            autofocus={autofocus}
          >
            {value ?? ''}
          </textarea>
          <button type="submit">{m.askButton}</button>
        </div>
        {articleId !== undefined && <input type="hidden" name="in" value={articleId} />}
        {after !== undefined && <input type="hidden" name="after" value={after} />}
      </form>
    </search>
  );
};

/** Words of an article or of a person, in their own direction: they cannot reorder the text around them. */
export const Foreign = ({ text }: { text: string }) => (
  <bdi dir={directionOf(text)}>{withoutUnseen(text)}</bdi>
);

/** Outlet and date, as far as they are known. */
export const SourceLine = ({
  m,
  source,
  date,
  author,
}: {
  m: PageWords;
  source?: string | null | undefined;
  date?: string | null | undefined;
  author?: string | undefined;
}) => {
  const day = m.date(date);
  if (!source && !day && !author) return null;
  return (
    <span class="meta">
      {source && (
        <span>
          <Foreign text={source} />
        </span>
      )}
      {day && <time datetime={date ?? undefined}>{day}</time>}
      {author && (
        <span>
          {m.by} <Foreign text={author} />
        </span>
      )}
    </span>
  );
};

export const ArticleList = ({
  m,
  articles,
}: {
  m: PageWords;
  articles: readonly ArticleHead[];
}) => (
  <ul class="articles">
    {articles.map(({ id, title, source, date }) => (
      <li>
        <a href={articlePath(id)} lang="ar" dir={directionOf(title)}>
          {withoutUnseen(title)}
        </a>
        <SourceLine m={m} source={source} date={date} />
      </li>
    ))}
  </ul>
);

/** Longer words are broken; a browser that must find the places itself takes minutes for a word of a megabyte. */
const WORD_MAX = 200;

const LONG_WORD = new RegExp(`\\S{${WORD_MAX}}(?=\\S)`, 'gu');

function breakable(text: string) {
  const parts: string[] = [];
  let from = 0;
  for (const { index, 0: long } of text.matchAll(LONG_WORD)) {
    const to = index + long.length;
    parts.push(text.slice(from, to));
    from = to;
  }
  if (from === 0) return text;
  return [...parts, text.slice(from)].map((part, i) => (i === 0 ? part : [<wbr />, part]));
}

/** Pieces of an article, marked and bold as they are. @param firstId the id of the first marked piece. */
export const Pieces = ({
  pieces,
  firstId,
}: {
  pieces: readonly Piece[];
  firstId?: string | undefined;
}) => {
  let id = firstId;
  return (
    <>
      {pieces.map(({ text, marked, bold }) => {
        const broken = breakable(text);
        const words = bold ? <b>{broken}</b> : broken;
        if (!marked) return words;
        const own = id;
        id = undefined;
        return <mark id={own}>{words}</mark>;
      })}
    </>
  );
};

/** A quote with the words that answer in bold. */
export const QuoteWords = ({
  quote,
}: {
  quote: {
    readonly text: string;
    readonly start: number;
    readonly emphasis: readonly { start: number; end: number }[];
  };
}) => {
  const bold = quote.emphasis.map(({ start, end }) => ({
    start: start - quote.start,
    end: end - quote.start,
  }));
  const whole = { start: 0, end: quote.text.length };
  return <Pieces pieces={piecesOf(quote.text, whole, undefined, bold)} />;
};
