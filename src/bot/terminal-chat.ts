/** A conversation in the terminal: a line in, the words to print out. The commands are those of Telegram, and some more. */
import { asTyped, converse, type Reply } from '../app/converse.ts';
import type { Overview } from '../app/overview.ts';
import { REMEMBERED_MS, TURNS_MAX, type Turn } from '../app/turn.ts';
import { IsnadError } from '../errors.ts';
import type { Answer, Answerer, Article, Catalogue, Quote } from '../types.ts';
import type { Messages } from './messages/messages.ts';
import { renderAnswer, renderArticle, type TerminalStyle, withoutIsolates } from './terminal.ts';

export interface TerminalChatParts {
  readonly ask: Answerer['ask'];
  readonly catalogue: Catalogue;
  /** What the articles are. */
  readonly overview: () => Promise<Overview>;
  readonly messages: Messages;
  readonly style: TerminalStyle;
  /** Whether each answer is followed by how it was found. */
  readonly why: boolean;
}

export interface TerminalChat {
  /** What to print for a line; undefined if it ends the conversation. */
  reply(line: string): Promise<string | undefined>;
}

const TITLES_SHOWN = 10;
/** Its marks of direction keep the slash at the right place. */
const HELP = [
  'اكتب سؤالك بكلماتك، وسأجيبك بنصّ من المقالات.',
  '',
  '  للمقال الذي فيه الاقتباس الأول، حول الاقتباس: ‎/open 1',
  '  لتصفّح المقالات، أو البحث عن كلمة في عناوينها: ‎/sources [كلمة]',
  '  للبحث عن سؤالك الأخير كما كتبته، إن فهمتُ غير ما قصدت: ‎/typed',
  '  لأنسى ما كنّا نتحدث عنه: ‎/forget',
  '  لشرح كيف وُجد كل جواب، أو ترك ذلك: ‎/why',
  '  للخروج: ‎/quit أو Ctrl-D',
  '',
  'وسهما أعلى وأسفل يعيدان ما كتبت من قبل.',
  '',
].join('\n');

export function createTerminalChat(parts: TerminalChatParts): TerminalChat {
  const { messages: m, style, catalogue } = parts;
  let { why } = parts;
  let quotes: readonly Quote[] = [];

  /** What was said before, the newest first. */
  let turns: readonly Turn[] = [];
  let lastMs = 0;

  const ask = async (question: string) => ({ answer: await parts.ask(question, { why }) });

  async function answerTo(text: string): Promise<string> {
    if (Date.now() - lastMs > REMEMBERED_MS) turns = [];
    return say(await converse(text, turns, ask));
  }

  /** «لا، ابحث كما كتبت»: searches for the typed question instead of the understood one. */
  async function searchAsTyped(): Promise<string> {
    const typed = turns[0]?.typed;
    if (typed === undefined) return 'بحثت عن سؤالك الأخير كما كتبته.\n';
    turns = turns.slice(1);
    return say(await asTyped(typed, ask));
  }

  async function say(reply: Reply<{ answer: Answer }>): Promise<string> {
    if (reply.kind === 'talk') {
      const { what, salam } = reply;
      const words =
        what === 'whatDoYouHave'
          ? m.overview(await parts.overview(), salam)
          : m.notAQuestion(what, salam);
      return `${withoutIsolates(words)}\n`;
    }
    turns = [reply.turn, ...turns].slice(0, TURNS_MAX);
    lastMs = Date.now();
    if (reply.kind === 'askedBack') {
      const { names } = reply;
      return `${withoutIsolates(names.length > 0 ? m.whichOne(names) : m.nameLacking)}\n`;
    }
    const { answer } = reply.result;
    quotes = answer.quotes;
    const { understood } = reply;
    const lead =
      understood === undefined
        ? ''
        : `${m.understoodLabel} ${withoutIsolates(understood)}\n(${m.buttonAsTyped}: ‎/typed)\n\n`;
    const { searchedFor, ...rest } = answer;
    const shown = understood === undefined ? answer : rest;
    return lead + renderAnswer(shown, style, reply.turn.question, m);
  }

  async function open(argument: string): Promise<string> {
    if (quotes.length === 0) return 'ليس في الجواب الأخير اقتباس لأفتح مقاله. اسأل أولًا.\n';
    const quote = quotes[numberOf(argument) - 1];
    if (!quote) return `اكتب رقم الاقتباس، من 1 إلى ${quotes.length}، مثل: ‎/open 1\n`;
    const article = await catalogue.use((index) => index.article(quote.articleId));
    return article?.text.slice(quote.start, quote.end) === quote.text
      ? renderArticle(article, quote, style)
      : `${withoutIsolates(m.articleChanged)}\n`;
  }

  async function sources(query: string): Promise<string> {
    const page = { offset: 0, limit: TITLES_SHOWN, ...(query === '' ? {} : { query }) };
    const { total, articles } = await catalogue.use((index) => index.listArticles(page));
    if (total === 0) return `${withoutIsolates(query === '' ? m.sourcesEmpty : m.sourcesNone)}\n`;
    const lead = query === '' ? m.sourcesLead(total) : m.sourcesFound(total);
    const lines = articles.map(({ title, source, date }: Omit<Article, 'text'>) =>
      m.listItem({ title, outlet: source, date }),
    );
    return `${[lead, ...lines].map(withoutIsolates).join('\n')}\n`;
  }

  async function command(name: string, argument: string): Promise<string | undefined> {
    switch (name) {
      case 'quit':
      case 'exit':
        return undefined;
      case 'help':
      case 'start':
        return HELP;
      case 'open':
        return open(argument);
      case 'sources':
        return sources(argument);
      case 'ask':
        return argument === '' ? HELP : answerTo(argument);
      case 'typed':
        return searchAsTyped();
      case 'forget':
        turns = [];
        return 'نسيتُ ما كنّا نتحدث عنه.\n';
      case 'why':
        why = !why;
        return why ? 'سأشرح بعد كل جواب كيف وصلت إليه.\n' : 'لن أشرح بعد الآن.\n';
      default:
        return 'لا أعرف هذا الأمر. اكتب سؤالك مباشرة، أو اطلب ‎/help لترى الأوامر.\n';
    }
  }

  return {
    async reply(line) {
      const text = line.replace(/^[\s\u200e\u200f]+|\s+$/gu, '');
      if (text === '') return '';
      const found = /^\/([a-z]+)(?:\s+|$)(.*)$/iu.exec(text);
      try {
        return found
          ? await command(found[1]!.toLowerCase(), found[2]!.trim())
          : await answerTo(text);
      } catch (error) {
        // One question that fails does not end the conversation.
        if (!(error instanceof IsnadError)) throw error;
        return `${error.message}\n${error.hint}\n`;
      }
    },
  };
}

/** «1» or «١»; the first if nothing is said. */
function numberOf(argument: string): number {
  if (argument === '') return 1;
  return Number(argument.replace(/[٠-٩]/gu, (digit) => String(digit.codePointAt(0)! - 0x660)));
}
