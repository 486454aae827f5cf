/** The title of a document whose metadata may lie: programs fill it with their own name, a template's or an address. */
import type { Block } from '../blocks.ts';
import { cleanText } from '../blocks.ts';
import { TITLE_CHARS_MAX } from '../limits.ts';

const LIES =
  /^(?:untitled|\(?(?:anonymous|unspecified)\)?|no ?title|title|document ?\d*|doc\d*|presentation ?\d*|slide ?\d*|book ?\d*|sheet ?\d*|powerpoint presentation|microsoft (?:word|powerpoint|excel)(?![a-z]).*|normal|template|blank|unknown|new .*document|بدون عنوان|مستند ?\d*|عرض تقديمي ?\d*|شريحة ?\d*|عرض تقديمي في powerpoint|[\p{N}\p{P}\s]*)$/iu;
const ADDRESS =
  /(?:https?:|www\.|(?<![a-z0-9])[a-z0-9-]+\.(?:com|net|org|info|edu|gov)(?![a-z0-9]))|\.(?:docx?|pdf|rtf|odt|indd|qxd|pptx?|xlsx?|html?|tmp|cdr)$/iu;
const ARABIC = /[\u0621-\u064a]/u;

/** Whether what the metadata say can be the title of a text. */
function isHonest(title: string, text: string): boolean {
  const line = cleanText(title);
  if (line.length < 2 || line.length > TITLE_CHARS_MAX || LIES.test(line) || ADDRESS.test(line))
    return false;
  if (/\ufffd|[À-ÿ]{3}/u.test(line)) return false;
  // A Latin title of an Arabic text is a translation, or a file's name.
  return ARABIC.test(line) || !isArabic(text);
}

function isArabic(text: string): boolean {
  const arabic = text.match(/[\u0621-\u064a]/gu)?.length ?? 0;
  return arabic > (text.match(/\p{Script=Latin}/gu)?.length ?? 0);
}

/** What a part of any book may be called; the book is not. */
const PART =
  /^(?:(?:ال)?(?:مقدمة|تمهيد|توطئة|تقديم|إهداء|اهداء|خاتمة|محتويات|فهرس|مدخل)|شكر(?: و(?:تقدير|عرفان))?|(?:ال)?(?:فصل|باب|قسم|جزء)(?: \S+)?)[\s:.]*$/u;

const levelOf = (block: Block) => (block.kind === 'heading' ? block.level : Infinity);

/** Longer, it is a paragraph. */
const LINE_CHARS_MAX = 150;

/**
 * The metadata's title if it is one; else the first heading near the start; else the first line, if it is short;
 * else the file's name.
 */
export function chooseTitle(
  claimed: string | undefined,
  blocks: readonly Block[],
  fileName: string,
  text: string,
): string {
  if (claimed !== undefined && isHonest(claimed, text)) return cleanText(claimed);
  const words = blocks.filter((block) => block.kind !== 'page' && block.kind !== 'table');
  const first = words.find((block) => block.kind === 'heading');
  // Where a book begins with its preface, the headings of that level are its other chapters.
  const chapters = first && PART.test(cleanText(first.text)) ? levelOf(first) : Infinity;
  const near = words
    .slice(0, 12)
    .filter(
      (block) =>
        block.kind === 'heading' && levelOf(block) < chapters && isHonest(block.text, text),
    );
  // On its own page a book's title may be smaller than the chapters' on theirs.
  const secondPage = blocks.findIndex(
    (block, i) => block.kind === 'page' && i > 0 && blocks[i - 1]!.kind !== 'page',
  );
  const onFirst = near.filter((block) => blocks.indexOf(block) < secondPage);
  const [heading] = (onFirst.length > 0 ? onFirst : near).toSorted(
    (a, b) => levelOf(a) - levelOf(b),
  );
  const lines = [heading?.text, words[0]?.text].filter((line) => line !== undefined);
  const line = lines
    .map(cleanText)
    .find(
      (one) =>
        one.length <= LINE_CHARS_MAX &&
        !/[.!؟?…،؛]$/u.test(one) &&
        !PART.test(one) &&
        isHonest(one, text),
    );
  if (line !== undefined) return line;
  // A title in another language says more than a file's name, if nothing else does.
  return claimed !== undefined && isHonest(claimed, '')
    ? cleanText(claimed)
    : nameAsTitle(fileName);
}

/** `تقرير_السنة-2024.docx` names «تقرير السنة 2024». */
export function nameAsTitle(fileName: string): string {
  const name = fileName.replace(/^.*\//u, '').replace(/\.[^.]*$/u, '');
  return cleanText(name.replace(/[_-]+/gu, ' ')) || fileName;
}

const GENERATORS =
  /^(?:python-docx|\(?(?:anonymous|unspecified)\)?|user|users|admin|administrator|owner|author|unknown|un-named|microsoft(?: office)? user|office|windows user|hp|dell|acer|lenovo|asus|toshiba|pc|home|calibre.*|apache poi|openpyxl|aspose.*|مستخدم|المستخدم|غير معروف|unbekannt)$/iu;

/** The author, if the metadata name a person and no program. */
export function honestAuthor(author: string | undefined): string | undefined {
  const line = cleanText(author ?? '');
  if (line.length < 2 || line.length > 100 || GENERATORS.test(line) || ADDRESS.test(line))
    return undefined;
  return /\p{L}{2}/u.test(line) ? line : undefined;
}

/** A post of fewer characters is a greeting or a picture's caption. */
export const POST_CHARS_MIN = 20;
const POST_TITLE_CHARS_MAX = 120;

/** Of a post, which has none: its first line, or as much of it as a title may hold. */
export function titleOfPost(text: string): string {
  const [line = ''] = text.split('\n').filter((one) => /\p{L}/u.test(one));
  if (line.length <= POST_TITLE_CHARS_MAX) return line;
  const cut = line.slice(0, POST_TITLE_CHARS_MAX);
  return `${cut.slice(0, cut.lastIndexOf(' ') + 1 || POST_TITLE_CHARS_MAX).trim()}…`;
}
