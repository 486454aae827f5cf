/** A message under construction: its text and its entities, which count UTF-16 units as JavaScript strings do. */
import { type Direction, directionMark, isolate } from '../../speech/direction.ts';
import { withinGuillemets } from '../../speech/guillemets.ts';

/** Telegram's limit, after entities are parsed, in UTF-16 units. */
export const MESSAGE_UNITS_MAX = 4_096;

export interface Entity {
  readonly type: 'blockquote' | 'expandable_blockquote' | 'bold' | 'italic' | 'code';
  readonly offset: number;
  readonly length: number;
}

/** Invariant: every entity lies within `text`; `text` has at most `MESSAGE_UNITS_MAX` units. */
export interface RichMessage {
  readonly text: string;
  readonly entities: readonly Entity[];
}

/** Ranges to set in bold, relative to the text that they are given with. */
export interface Emphasis {
  readonly start: number;
  readonly end: number;
}

export class RichBuilder {
  #text = '';
  readonly #entities: Entity[] = [];
  readonly #direction: Direction;

  /** Paragraphs of the bot's own begin in this direction. */
  constructor(direction: Direction) {
    this.#direction = direction;
  }

  get length(): number {
    return this.#text.length;
  }

  /** One or more paragraphs of the bot's own words. */
  lines(...paragraphs: readonly string[]): this {
    for (const paragraph of paragraphs.flatMap((text) => text.split('\n'))) {
      if (this.#text !== '') this.#text += '\n';
      if (paragraph !== '') {
        this.#text += directionMark(paragraph, this.#direction) + paragraph;
      }
    }
    return this;
  }

  blank(): this {
    if (this.#text !== '') this.#text += '\n';
    return this;
  }

  /**
   * Words of an article, untouched, in paragraphs of their own. The newlines around them end every
   * embedding and isolate (rule X8), so whatever controls they hold cannot reorder a line of ours.
   * A mark of direction, if one is needed, is before the quote and outside its entity.
   */
  quote(
    type: 'blockquote' | 'expandable_blockquote',
    text: string,
    bold: readonly Emphasis[] = [],
  ): this {
    if (this.#text !== '') this.#text += '\n';
    this.#text += directionMark(text.split('\n', 1)[0]!, 'rtl');
    const offset = this.#text.length;
    this.#text += text;
    this.#entities.push({ type, offset, length: text.length });
    for (const { start, end } of bold) {
      this.#entities.push({ type: 'bold', offset: offset + start, length: end - start });
    }
    return this;
  }

  /** A few words of an article in a line of their own, in bold: in guillemets and an isolate, so that they are seen to be quoted. */
  words(text: string): this {
    this.lines(`«${isolate(withinGuillemets(text))}»`);
    // Before the end of the line are the isolate's end and the guillemet.
    const offset = this.#text.length - text.length - 2;
    this.#entities.push({ type: 'bold', offset, length: text.length });
    return this;
  }

  /** A label of ours and, in italics and an isolate, a value of somebody's. */
  labelled(label: string, value: string): this {
    this.lines(`${label} ${isolate(value)}`);
    const offset = this.#text.length - value.length - 1;
    if (value !== '') this.#entities.push({ type: 'italic', offset, length: value.length });
    return this;
  }

  build(): RichMessage {
    return { text: this.#text, entities: [...this.#entities] };
  }
}

/** A message of the bot's own words alone. */
export function plain(direction: Direction, ...paragraphs: readonly string[]): RichMessage {
  return new RichBuilder(direction).lines(...paragraphs).build();
}
