/** How long reading may take, and how much may wait. */

/**
 * A read that is not answered within this many milliseconds, waiting included, is refused: ten times what eight chunks
 * take on two cores, and about as long as people like to wait.
 */
export const READER_DEADLINE_MS = 3_000;

/** Reads that may wait while another runs; one more is refused at once: some two seconds of reading. */
export const READER_WAITING_MAX = 16;

/** Processes that read at once, if there are as many cores; each takes about 170 MiB. */
export const READER_PROCESSES_MAX = 2;
