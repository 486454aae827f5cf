/**
 * Rich Text. Arabic is in it as bytes of the font's charset (windows-1256 most often) or as \u numbers. Headings
 * come from outline levels and the style sheet's names; tables, lists and footnotes are kept; pictures, fields' codes,
 * deleted and hidden text are not.
 */
import { TextDecoder } from 'node:util';
import { type Decoder, decoderOf } from '../../text/decoders.ts';
import { type Block, cleanText } from '../blocks.ts';
import { readRaised } from '../raised-number.ts';
import { documentItems } from './document.ts';
import { type Format, FormatError } from './format.ts';
import { type Paragraph, withHeadings } from './headings-by-look.ts';
import { honestAuthor } from './title.ts';

export const rtf: Format = {
  name: 'rich text',
  extensions: ['.rtf'],
  matches: ({ bytes }) =>
    /^\s*\{\\rtf/u.test(Buffer.from(bytes.subarray(0, 16)).toString('latin1')),
  read({ bytes, name }) {
    const reader = new RtfReader(Buffer.from(bytes).toString('latin1'));
    reader.read();
    const { out, info } = reader;
    return documentItems(
      {
        blocks: withHeadings(out),
        title: info.title,
        fields: { author: honestAuthor(info.author) },
      },
      name,
    );
  },
};

const DEPTH_MAX = 500;
/** Half-points. */
const SIZE_DEFAULT = 24;
const TITLE_SIZE_MIN = 32;

/** Windows' charset numbers of fonts ─► names of encodings. */
const CHARSETS: Readonly<Record<number, string>> = {
  0: 'windows-1252',
  178: 'windows-1256',
  179: 'windows-1256',
  180: 'windows-1256',
  204: 'windows-1251',
  161: 'windows-1253',
  162: 'windows-1254',
  177: 'windows-1255',
  186: 'windows-1257',
  238: 'windows-1250',
  222: 'windows-874',
  128: 'shift_jis',
  129: 'euc-kr',
  134: 'gbk',
  136: 'big5',
};

/** Groups that hold no text of the document. */
const SKIPPED = new Set(
  'fonttbl colortbl stylesheet pict object fldinst xe tc header headerl headerr headerf footer footerl footerr footerf bkmkstart bkmkend listtable listoverridetable revtbl rsidtbl generator themedata colorschememapping datastore latentstyles xmlnstbl mmathPr annotation atnid atnauthor atndate atnref nonshppict datafield private listpicture pnseclvl'.split(
    ' ',
  ),
);

const CHARACTERS: Readonly<Record<string, string>> = {
  tab: ' ',
  line: '\n',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  endash: '–',
  emdash: '—',
  zwj: '\u200d',
  zwnj: '\u200c',
  ltrmark: '\u200e',
  rtlmark: '\u200f',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
};

interface State {
  /** Where the text of the group around a pair of spellings goes: the second, in Unicode, is read. */
  outer?: State['destination'];
  destination: 'text' | 'skip' | 'fonts' | 'styles' | 'title' | 'author' | 'mark' | 'note';
  charset: string;
  hidden: boolean;
  raised?: boolean;
  /** Half-points; Arabic has its own. */
  size?: number;
  complexSize?: number;
  bold?: boolean;
  /** Characters that stand in for a \u, after it. */
  fallback: number;
}

class RtfReader {
  readonly out: (Block | Paragraph)[] = [];
  readonly info: { title?: string; author?: string } = {};
  readonly #rtf: string;
  #state: State = { destination: 'text', charset: 'windows-1252', hidden: false, fallback: 1 };
  readonly #stack: State[] = [];
  #default = 'windows-1252';
  readonly #fonts = new Map<number, string>();
  #font = 0;
  readonly #styles = new Map<number, { name: string; level: number | undefined }>();
  #style = 0;
  #styleLevel: number | undefined;
  #bytes: number[] = [];
  #text = '';
  #mark = '';
  #level: number | undefined;
  #inTable = false;
  #cells: string[] = [];
  #rows: string[][] = [];
  #notes: string[] = [];
  #note = '';
  #pages = 1;
  #skipCharacters = 0;
  #optional = false;
  #size = 0;
  #chars = 0;
  #boldChars = 0;

  constructor(source: string) {
    this.#rtf = source;
  }

  read(): void {
    const token =
      /\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|[\r\n]+|([^\\{}\r\n]+)/gu;
    for (let match = token.exec(this.#rtf); match; match = token.exec(this.#rtf)) {
      const [, word, number, hex, symbol, brace, plain] = match;
      if (hex !== undefined) this.#byte(Number.parseInt(hex, 16));
      else if (plain !== undefined)
        for (let i = 0; i < plain.length; i++) this.#byte(plain.charCodeAt(i));
      else {
        this.#flush();
        if (word !== undefined) {
          const value = number === undefined ? undefined : Number(number);
          if (word === 'bin') token.lastIndex += Math.max(0, value ?? 0);
          else this.#word(word, value);
        } else if (brace === '{') this.#open();
        else if (brace === '}') this.#close();
        else if (symbol !== undefined) this.#symbol(symbol);
      }
    }
    this.#flush();
    this.#endParagraph();
    this.#endTable();
  }

  #open(): void {
    if (this.#stack.length > DEPTH_MAX)
      throw new FormatError(`is nested more than ${DEPTH_MAX} deep`, 'Save it again.');
    this.#stack.push({ ...this.#state });
    this.#skipCharacters = 0;
  }

  #close(): void {
    const { destination } = this.#state;
    this.#state = this.#stack.pop() ?? this.#state;
    this.#skipCharacters = 0;
    if (destination === 'note' && this.#state.destination !== 'note') {
      this.#notes.push(this.#note);
      this.#note = '';
    }
  }

  #symbol(symbol: string): void {
    if (symbol === '*') {
      // What is marked so may be skipped by a reader that does not know it.
      this.#optional = true;
    } else if (symbol === '~') this.#add('\u00a0');
    else if (symbol === '_') this.#add('-');
    else if (symbol === '\n' || symbol === '\r') this.#word('par', undefined);
    else if (symbol !== '-') this.#byte(symbol.charCodeAt(0));
  }

  #word(word: string, value: number | undefined): void {
    const isOptional = this.#optional;
    this.#optional = false;
    const state = this.#state;
    if (
      SKIPPED.has(word) ||
      (isOptional && !/^(?:shpinst|shptxt|listtext|pntext|ud|footnote)$/u.test(word))
    ) {
      state.destination = word === 'fonttbl' ? 'fonts' : word === 'stylesheet' ? 'styles' : 'skip';
      return;
    }
    switch (word) {
      case 'ansicpg':
        this.#default = charsetOfPage(value);
        state.charset = this.#default;
        return;
      case 'f':
      case 'af':
        this.#font = value ?? 0;
        if (state.destination !== 'fonts')
          state.charset = this.#fonts.get(this.#font) ?? this.#default;
        return;
      case 'fcharset':
        if (state.destination === 'fonts')
          this.#fonts.set(
            this.#font,
            value === 0 ? this.#default : (CHARSETS[value ?? 0] ?? this.#default),
          );
        return;
      case 'uc':
        state.fallback = value ?? 1;
        return;
      case 'u':
        this.#add(String.fromCharCode((value ?? 0) & 0xffff));
        this.#skipCharacters = state.fallback;
        return;
      case 'v':
      case 'deleted':
        state.hidden = value !== 0;
        return;
      case 'fs':
        state.size = value ?? 0;
        return;
      case 'afs':
        state.complexSize = value ?? 0;
        return;
      case 'b':
      case 'ab':
        state.bold = value !== 0;
        return;
      case 'super':
        state.raised = value !== 0;
        return;
      case 'nosupersub':
        state.raised = false;
        return;
      case 'plain':
        state.raised = false;
        state.bold = false;
        state.size = SIZE_DEFAULT;
        state.complexSize = 0;
        state.hidden = false;
        state.charset = this.#default;
        return;
      case 's':
        this.#style = value ?? 0;
        this.#level = this.#styles.get(this.#style)?.level;
        return;
      case 'outlinelevel':
        if (state.destination === 'styles') this.#styleLevel = (value ?? 0) + 1;
        else this.#level = (value ?? 0) < 9 ? (value ?? 0) + 1 : undefined;
        return;
      case 'title':
      case 'author':
        if (this.#stack.length > 1 && state.destination !== 'skip') state.destination = word;
        return;
      // The same text twice: in the document's charset, with question marks, then in Unicode.
      case 'upr':
        state.outer = state.destination;
        state.destination = 'skip';
        return;
      case 'ud':
        state.destination = state.outer ?? state.destination;
        return;
      case 'info':
      case 'fldrslt':
      case 'shptxt':
      case 'shpinst':
        return;
      case 'subject':
      case 'operator':
      case 'keywords':
      case 'company':
      case 'doccomm':
      case 'comment':
      case 'category':
      case 'manager':
      case 'creatim':
      case 'revtim':
      case 'printim':
      case 'hlinkbase':
      case 'sp':
        state.destination = 'skip';
        return;
      case 'listtext':
      case 'pntext':
        state.destination = 'mark';
        return;
      case 'footnote':
        state.destination = 'note';
        return;
      case 'pard':
        this.#level = undefined;
        this.#inTable = false;
        return;
      case 'intbl':
        this.#inTable = true;
        return;
      case 'par':
      case 'sect':
        if (state.destination === 'skip') return;
        if (state.destination === 'note') this.#note += ' ';
        else if (this.#inTable) this.#text += ' ';
        else this.#endParagraph();
        return;
      case 'page':
        this.#endParagraph();
        this.#pages += 1;
        this.out.push({ kind: 'page', label: String(this.#pages) });
        return;
      case 'cell':
      case 'nestcell':
        this.#cells.push(cleanText(this.#mark + this.#text));
        this.#text = '';
        this.#mark = '';
        return;
      case 'row':
      case 'nestrow':
        this.#rows.push(this.#cells);
        this.#cells = [];
        return;
      default: {
        const character = CHARACTERS[word];
        if (character !== undefined) this.#add(character);
      }
    }
  }

  #byte(byte: number): void {
    if (this.#skipCharacters > 0) {
      this.#skipCharacters -= 1;
      return;
    }
    this.#bytes.push(byte);
  }

  #flush(): void {
    if (this.#bytes.length === 0) return;
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#optional = false;
    this.#add(decoderFor(this.#state.charset).decode(bytes));
  }

  #add(text: string): void {
    const { destination, hidden } = this.#state;
    if (destination === 'styles') {
      if (text.includes(';')) {
        const name = text.replace(/;.*$/su, '').trim();
        const level = this.#styleLevel ?? levelOfName(name);
        this.#styles.set(this.#style, { name, level });
        this.#styleLevel = undefined;
        this.#style = 0;
      }
    } else if (destination === 'title' || destination === 'author')
      this.info[destination] = (this.info[destination] ?? '') + text;
    else if (hidden || destination === 'skip' || destination === 'fonts') return;
    else if (destination === 'mark') this.#mark += text;
    else if (destination === 'note') this.#note += text;
    else {
      if (this.#rows.length > 0 && !this.#inTable && text.trim() !== '') this.#endTable();
      const chars = text.trim().length;
      // A space before a note's mark.
      if (this.#state.raised && chars === 0) return;
      const { size = SIZE_DEFAULT, complexSize = 0 } = this.#state;
      if (chars > 0) this.#size = Math.max(this.#size, size, complexSize);
      this.#chars += chars;
      if (this.#state.bold) this.#boldChars += chars;
      this.#text += this.#state.raised ? readRaised(this.#text, text) : text;
    }
  }

  #endParagraph(): void {
    const text = this.#text;
    const mark = cleanText(this.#mark);
    this.#text = '';
    this.#mark = '';
    const size = this.#size;
    const bold = this.#chars > 0 && this.#boldChars === this.#chars;
    this.#size = 0;
    this.#chars = 0;
    this.#boldChars = 0;
    if (text.trim() === '') return;
    // A first line in large letters is what the document is called.
    if (this.out.length === 0 && size >= TITLE_SIZE_MIN) this.info.title ??= cleanText(text);
    this.#endTable();
    const itemMark = mark === '' ? undefined : /\p{N}/u.test(mark) ? `${mark} ` : '• ';
    this.out.push({ text, bold, size, level: this.#level, mark: itemMark });
    for (const note of this.#notes.splice(0)) this.out.push({ kind: 'paragraph', text: note });
  }

  #endTable(): void {
    if (this.#rows.length === 0) return;
    this.out.push({ kind: 'table', rows: this.#rows });
    this.#rows = [];
    for (const note of this.#notes.splice(0)) this.out.push({ kind: 'paragraph', text: note });
  }
}

function levelOfName(name: string): number | undefined {
  const match = /^(?:heading|عنوان)\s*([1-9])$/iu.exec(name);
  return match ? Number(match[1]) : undefined;
}

function charsetOfPage(page: number | undefined): string {
  const name = page === 65001 ? 'utf-8' : `windows-${page}`;
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return 'windows-1252';
  }
}

const decoders = new Map<string, Decoder>();
function decoderFor(charset: string): Decoder {
  const known = decoders.get(charset) ?? decoderOf(charset);
  decoders.set(charset, known);
  return known;
}
