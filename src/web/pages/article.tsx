/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
/** An article for reading, with the quote marked. */

import { withinGuillemets } from '../../speech/guillemets.ts';
import { quoteUrl, safeUrl } from '../../speech/links.ts';
import type { Article, Span } from '../../types.ts';
import { type Block, blocksOf } from '../article/page-blocks.ts';
import { directionOf, type Piece, piecesOf, withoutUnseen } from '../article/pieces.ts';
import type { QuotePlace } from '../article/quote-place.ts';
import type { PageWords } from '../words/page-words.ts';
import { CopyButton } from './ask.tsx';
import { Layout, type View } from './layout.tsx';
import { AskForm, Foreign, Pieces, SourceLine } from './parts.tsx';

interface ArticleProps {
  readonly view: View;
  readonly article: Article;
  /** Undefined if the address names no quote. */
  readonly place: QuotePlace | undefined;
}

/** This many headings make a table of contents worth its room. */
const CONTENTS_MIN = 4;

export const ArticlePage = ({ view, article, place }: ArticleProps) => {
  const { m } = view;
  const { title, source, date, author, url, file, text } = article;
  const quote = place && place.state !== 'changed' ? place : undefined;
  const original = quote ? quoteUrl(url, text.slice(quote.start, quote.end)) : safeUrl(url);
  const blocks = blocksOf(article);
  const headings = blocks.filter((block) => block.kind === 'heading');
  return (
    <Layout view={view} title={withoutUnseen(title)}>
      <article class="article">
        <header>
          <h1 lang="ar" dir={directionOf(title)}>
            {withoutUnseen(title)}
          </h1>
          <p class="about">
            <SourceLine m={m} source={source} date={date} author={author} />
            {original && (
              <a href={original} rel="noreferrer external" data-printed={safeUrl(url)}>
                {m.original}
              </a>
            )}
            {!original && file && (
              <span class="file">
                {m.file} <Foreign text={file} />
              </span>
            )}
          </p>
          {place && <PlaceNote m={m} place={place} article={article} />}
        </header>
        {headings.length >= CONTENTS_MIN && (
          <details class="contents">
            <summary>{m.contents}</summary>
            <ul>
              {headings.map((heading) => (
                <li class={`level-${heading.level}`}>
                  <a
                    href={`#${heading.id}`}
                    lang="ar"
                    dir={directionOf(text.slice(heading.start, heading.end))}
                  >
                    {withoutUnseen(text.slice(heading.start, heading.end))}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        )}
        <div class="body" lang="ar" dir={directionOf(text)}>
          <Body m={m} text={text} blocks={blocks} quote={quote} />
        </div>
      </article>
      <aside class="follow">
        <AskForm
          m={m}
          id="within"
          label={m.askWithin}
          placeholder={m.askWithinPlaceholder}
          articleId={article.id}
          labelled
        />
      </aside>
    </Layout>
  );
};

const PlaceNote = ({
  m,
  place,
  article,
}: {
  m: PageWords;
  place: QuotePlace;
  article: Article;
}) => {
  if (place.state === 'changed') {
    return (
      <p class="place changed" role="status">
        {m.quoteChanged}
      </p>
    );
  }
  const { title, source, date, url } = article;
  return (
    <p class="place" role="status">
      <span>{place.state === 'here' ? m.quoteHere : m.quoteMoved}</span>{' '}
      <a href="#q">{m.toQuote}</a>
      <CopyButton
        m={m}
        citation={m.citation({
          title: withinGuillemets(withoutUnseen(title)),
          source: source === undefined ? undefined : withoutUnseen(source),
          date,
        })}
        url={url}
      />
    </p>
  );
};

interface BodyProps {
  readonly m: PageWords;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly quote: (Span & { readonly emphasis: readonly Span[] }) | undefined;
}

const Body = ({ m, text, blocks, quote }: BodyProps) => {
  let begun = false;
  /** The first marked words of the article have the id that the address names. */
  const words = (span: Span) => {
    const pieces: readonly Piece[] = piecesOf(text, span, quote, quote?.emphasis ?? []);
    const first = !begun && pieces.some(({ marked }) => marked);
    begun ||= first;
    return <Pieces pieces={pieces} firstId={first ? 'q' : undefined} />;
  };
  return <>{blocks.map((block) => renderBlock(m, block, words, text))}</>;
};

function renderBlock(
  m: PageWords,
  block: Block,
  words: (span: Span) => ReturnType<typeof Pieces>,
  text: string,
) {
  const of = (span: Span) => directionOf(text.slice(span.start, span.end));
  switch (block.kind) {
    case 'heading': {
      const inner = words(block);
      if (block.level <= 2) return <h2 id={block.id}>{inner}</h2>;
      if (block.level === 3) return <h3 id={block.id}>{inner}</h3>;
      if (block.level === 4) return <h4 id={block.id}>{inner}</h4>;
      return block.level === 5 ? <h5 id={block.id}>{inner}</h5> : <h6 id={block.id}>{inner}</h6>;
    }
    case 'paragraph':
      return <p dir={of(block)}>{words(block)}</p>;
    case 'list':
      return (
        <ul class="printed">
          {block.items.map((item) => (
            <li dir={of(item)}>
              <span class="mark">
                {withoutUnseen(text.slice(item.mark.start, item.mark.end)).trim()}
              </span>
              <span>{words(item)}</span>
            </li>
          ))}
        </ul>
      );
    case 'table':
      return (
        <section class="table" tabindex={0} aria-label={block.headers.join('، ')}>
          <table>
            <thead>
              <tr>
                <td></td>
                {block.headers.map((header) => (
                  <th scope="col" dir={directionOf(header)}>
                    {withoutUnseen(header)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map(([name, ...cells]) => (
                <tr>
                  <th scope="row" dir={name && of(name)}>
                    {name && words(name)}
                  </th>
                  {cells.map((cell) => (
                    <td dir={of(cell)}>{words(cell)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      );
    case 'page':
      return (
        <p class="page">
          <span>{m.pageLabel(withoutUnseen(block.label))}</span>
        </p>
      );
  }
}
