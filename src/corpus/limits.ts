/** How large things in a corpus may be, and why there is a limit. */

/**
 * A file that must be read whole (.md, .txt, .json). An article is some kilobytes and a large .json array some
 * megabytes; beyond this the file was put here by mistake, or should be .jsonl, which is read line by line.
 */
export const FILE_BYTES_MAX = 32 * 1024 * 1024;

/** A document (.pdf, .docx, .zip, …): most of a large one are its pictures. */
export const DOCUMENT_BYTES_MAX = 96 * 1024 * 1024;

/** One line of .jsonl: one article. The longest seen in practice has 1.1 MB; a book has about 5. */
export const LINE_BYTES_MAX = 16 * 1024 * 1024;

/** Text compresses by 3 to 10; an archive that grows more than this, past the first part, is a decompression bomb. */
export const GZIP_RATIO_MAX = 200;
export const GZIP_FREE_BYTES = 16 * 1024 * 1024;

/** UTF-16 code units. Titles and the like are shown on one line; these bounds are generous for that. */
export const ID_CHARS_MAX = 200;
export const TITLE_CHARS_MAX = 500;
export const LABEL_CHARS_MAX = 500;
export const URL_CHARS_MAX = 2048;
export const TAGS_MAX = 50;
