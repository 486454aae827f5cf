/** Text and where it is drawn, in points from the lower left corner. */
export interface DrawnText {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}

/** One sign as it was drawn; a ligature is one sign of several letters. */
export type Glyph = DrawnText;
