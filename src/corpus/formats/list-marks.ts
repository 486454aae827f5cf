/** The bullets and numbers of lists, which Word counts and does not write down. */
import { child, descendants, elements, type XmlNode } from './xml.ts';

interface Level {
  readonly isBullet: boolean;
  readonly start: number;
}

/** A list may restart and nest; that many lists are kept count of. */
export class ListMarks {
  /** Levels by list. */
  readonly #lists = new Map<string, readonly Level[]>();
  readonly #counts = new Map<string, number[]>();

  constructor(numbering: XmlNode | undefined) {
    const abstract = new Map<string, Level[]>();
    for (const one of descendants(numbering, 'w:abstractNum')) {
      const levels: Level[] = [];
      for (const level of elements(one).filter(({ name }) => name === 'w:lvl')) {
        const format = child(level, 'w:numFmt')?.attributes['w:val'];
        levels[Math.min(20, Number(level.attributes['w:ilvl'] ?? 0) || 0)] = {
          isBullet: format === 'bullet' || format === 'none',
          start: Number(child(level, 'w:start')?.attributes['w:val'] ?? 1) || 1,
        };
      }
      abstract.set(one.attributes['w:abstractNumId'] ?? '', levels);
    }
    for (const one of descendants(numbering, 'w:num')) {
      const levels = abstract.get(child(one, 'w:abstractNumId')?.attributes['w:val'] ?? '');
      if (levels) this.#lists.set(one.attributes['w:numId'] ?? '', levels);
    }
  }

  /** The mark of the next item of a list at a level, from 0. */
  next(list: string, level: number): string {
    const kind = this.#lists.get(list)?.[level];
    if (kind === undefined || kind.isBullet) return '• ';
    const counts = this.#counts.get(list) ?? [];
    this.#counts.set(list, counts);
    counts.length = Math.min(counts.length, level + 1);
    counts[level] = (counts[level] ?? kind.start - 1) + 1;
    return `${counts[level]}. `;
  }
}
