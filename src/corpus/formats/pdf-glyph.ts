/** One sign as it was drawn; a ligature is one sign of several letters. Points, from the lower left corner. */
export interface Glyph {
  readonly text: string;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
  readonly bold: boolean;
}
