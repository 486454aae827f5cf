/** How long reading may take, and how much may wait. */

/**
 * A read is refused when it was not answered this many milliseconds after it was asked for, waiting included: ten times
 * what eight chunks take on two cores, and about as long as a person waits gladly.
 */
export const READER_DEADLINE_MS = 3_000;

/** Reads that may wait while another runs; one more is refused at once: some two seconds of reading. */
export const READER_WAITING_MAX = 16;

/** Processes that read at once, if there are as many cores; each takes some 170 MiB. */
export const READER_PROCESSES_MAX = 2;
