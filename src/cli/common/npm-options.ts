/**
 * `npm run index --dry-run`, without `--` before the option, passes nothing on: npm takes the option for one of its own,
 * and the command would really do what should only be tried. npm leaves a trace: `npm_config_dry_run=true`.
 */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What to say if npm kept options of a command; else undefined.
 *
 * @param script the npm script that runs the command.
 * @param options the command's options, without their dashes.
 * @param given what was handed to the command.
 */
export function swallowedOptionsMessage(
  script: string,
  options: readonly string[],
  given: readonly string[],
  environment: Environment,
): string | undefined {
  // Another script that starts this one has its own options in the environment.
  if (environment.npm_lifecycle_event !== script) return undefined;
  const kept = options.flatMap((option) => {
    const value = environment[`npm_config_${option.replaceAll('-', '_')}`];
    // Given to the command as well, it is no mistake: npm may have it from a file of settings.
    if (!value || given.some((one) => one.split('=')[0] === `--${option}`)) return [];
    return value === 'true' ? [`--${option}`] : [`--${option}`, value];
  });
  if (kept.length === 0) return undefined;
  const words = [...kept, ...given].map((word) =>
    /[\s"'$]/u.test(word) ? JSON.stringify(word) : word,
  );
  const command = script === 'start' ? 'npm start' : `npm run ${script}`;
  return `npm kept options for itself that belong to this command, so nothing was done. Write -- before them:\n  ${command} -- ${words.join(' ')}`;
}
