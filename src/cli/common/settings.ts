/** The settings of a command for the terminal. */
import { loadConfig, type Settings } from '../../config.ts';

/** What is worth knowing of them goes to standard error. @throws ConfigError */
export function commandSettings(): Settings {
  const { settings, warnings } = loadConfig();
  for (const warning of warnings) process.stderr.write(`${warning}\n`);
  return settings;
}
