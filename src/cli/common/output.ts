/** What a terminal is like, for the commands that print answers. */

/** Bold and dim only if somebody sees them, and has not asked for plain text (https://no-color.org). */
export function terminalStyle(): { color: boolean } {
  return { color: process.stdout.isTTY === true && !process.env.NO_COLOR };
}

/** `npm run chat | head`: when nobody reads the output any more, the command ends without an error. */
export function endWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
