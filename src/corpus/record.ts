/** An article as a file has it, not yet validated. */
export interface RawRecord {
  readonly record: unknown;
  /** Line of the file, from 1, where the record begins. */
  readonly line: number;
  /** Where a field stands; without it, `line` is the best there is. */
  readonly lineOfField?: (field: string) => number;
  /** Fields that no article has: most likely typing errors. */
  readonly unknownFields?: readonly string[];
  /** The article's id where the record names none; without it, the file's name without extension. */
  readonly defaultId?: string;
}
