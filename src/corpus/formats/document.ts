/** The last steps that all documents share: damage mended or refused, a title found, blocks printed. */
import { unreadable } from '../../text/damage.ts';
import { type Block, cleanText, printBlocks } from '../blocks.ts';
import { mendDocumentLines } from '../mend-lines.ts';
import { withQuestions } from '../question-table.ts';
import { isMadeOfWords } from '../real-words.ts';
import { FormatError, type FormatItem, type Place } from './format.ts';
import { chooseTitle } from './title.ts';

export interface FoundDocument extends Place {
  readonly blocks: readonly Block[];
  /** What the metadata say; it is not trusted. */
  readonly title?: string | undefined;
  /** Other fields of the record. */
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly defaultId?: string | undefined;
  /** What mends a text that cannot be read. */
  readonly unreadableHint?: string;
}

const HINT = 'Save the text again from where it came, or have its pages read by OCR.';

/** One article. @throws FormatError if there is no text, or none that can be read. */
export function documentItems(found: FoundDocument, fileName: string): FormatItem[] {
  // The title is mended with the text: a line that does not show its damage is judged by the others.
  const claim: Block = { kind: 'paragraph', text: found.title ?? '' };
  const {
    blocks: [claimed, ...blocks],
    repairs,
  } = mendBlocks([claim, ...found.blocks]);
  const { title, body } = withTitle((claimed as typeof claim).text || undefined, blocks, fileName);
  const printed = printBlocks(body.flatMap(withQuestions));
  if (printed.text === '')
    throw new FormatError(
      'has no text',
      'If its pages are pictures: ocrmypdf -l ara in.pdf out.pdf.',
    );
  const why =
    unreadable(printed.text) ??
    (isMadeOfWords(printed.text) ? undefined : 'its letters make no words');
  if (why !== undefined) throw new FormatError(why, found.unreadableHint ?? HINT);
  const { line, part, defaultId, fields } = found;
  const place = { ...(line !== undefined && { line }), ...(part !== undefined && { part }) };
  return [
    {
      record: { ...fields, title, text: printed.text },
      ...(printed.outline && { outline: printed.outline }),
      ...(printed.pages && { pages: printed.pages }),
      ...(defaultId !== undefined && { defaultId }),
      ...place,
    },
    ...repairs.map((note) => ({ note: `repaired: ${note}`, ...place })),
  ];
}

/** A first block that says the title alone is the title, not a sentence of the text. */
function withTitle(claimed: string | undefined, blocks: readonly Block[], fileName: string) {
  const sample = blocks
    .flatMap((block) => ('text' in block ? [block.text] : []))
    .join('\n')
    .slice(0, 20_000);
  const title = chooseTitle(claimed, blocks, fileName, sample);
  const body = [...blocks];
  for (;;) {
    const first = body.findIndex(
      (block) => block.kind !== 'page' && !('text' in block && block.text.trim() === ''),
    );
    const opening = body[first];
    const isAlone = body.slice(first + 1).every((block) => block.kind === 'page');
    if (
      opening === undefined ||
      isAlone ||
      !('text' in opening) ||
      cleanText(opening.text) !== title
    )
      break;
    body.splice(first, 1);
  }
  return { title, body };
}

/** Repairs all texts of a document together. */
export function mendBlocks(blocks: readonly Block[]): {
  blocks: Block[];
  repairs: readonly string[];
} {
  const lines: string[] = [];
  const take = (text: string) => {
    lines.push(...text.split('\n'));
    return text;
  };
  for (const block of blocks) {
    if (block.kind === 'table') block.rows.flat().forEach(take);
    else if (block.kind !== 'page') take(block.text);
  }
  const { lines: mended, repairs } = mendDocumentLines(lines);
  if (repairs.length === 0) return { blocks: [...blocks], repairs };
  let at = 0;
  const give = (text: string) => {
    const count = text.split('\n').length;
    const own = mended.slice(at, at + count).join('\n');
    at += count;
    return own;
  };
  const result = blocks.map((block): Block => {
    if (block.kind === 'page') return block;
    if (block.kind === 'table') return { ...block, rows: block.rows.map((row) => row.map(give)) };
    return { ...block, text: give(block.text) };
  });
  return { blocks: result, repairs };
}
