/**
 * `npm run index --dry-run`, without `--` before the option, hands nothing over: npm takes the option for one of its
 * own, and the command would do in earnest what was only to be tried. npm leaves a trace: `npm_config_dry_run=true`.
 */
import { basename } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The command as it was meant, where npm kept options of it; else undefined.
 *
 * @param usage names the command's options, one a line.
 * @param argv as `process.argv`.
 */
export function meantCommand(
  usage: string,
  argv: readonly string[],
  environment: Environment,
): string | undefined {
  const name = environment.npm_lifecycle_event;
  // Another script that starts this one has its own options in the environment.
  if (name === undefined || name !== basename(argv[1] ?? '', '.ts')) return undefined;
  const given = argv.slice(2);
  const kept = [...usage.matchAll(/^ {2}--([a-z][a-z-]*)/gmu)].flatMap(([, option = '']) => {
    const value = environment[`npm_config_${option.replaceAll('-', '_')}`];
    // Given to the command as well, it is no mistake: npm may have it from a file of settings.
    if (!value || given.some((one) => one.split('=')[0] === `--${option}`)) return [];
    return value === 'true' ? [`--${option}`] : [`--${option}`, value];
  });
  if (kept.length === 0) return undefined;
  const words = [...kept, ...given].map((word) =>
    /[\s"'$]/u.test(word) ? JSON.stringify(word) : word,
  );
  return `npm run ${name} -- ${words.join(' ')}`;
}
