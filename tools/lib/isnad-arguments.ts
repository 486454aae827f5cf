import { moduleArguments } from '../../src/own-module.ts';

/** What Node.js is given to run a command of the program, as the caller runs: compiled, or through tsx. */
export const isnadArguments = (...args: readonly string[]): string[] => [
  ...moduleArguments('../../src/cli/main', import.meta.url),
  ...args,
];
