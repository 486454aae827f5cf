/** Opens the state that the settings name: a file, or if the index is in a database, that database. */
import type { Settings } from '../../config.ts';
import { openLibsqlState } from './libsql.ts';
import type { BotState } from './port.ts';

/**
 * If the index is in a database, the state is there too: several processes may share both.
 *
 * @param token of the bot; what comes before its colon is the bot's id.
 * @throws ConfigError, StoreUnavailableError
 */
export async function openSettingsState(settings: Settings, token: string): Promise<BotState> {
  const url = settings.STATE_URL ?? settings.INDEX_URL;
  if (url === undefined) return openLibsqlState(settings.STATE_PATH);
  const { openPostgresState } = await import('./postgres.ts');
  return openPostgresState({
    url,
    bot: Number.parseInt(token, 10),
    poolMax: settings.STORE_POOL_MAX,
    timeoutMs: settings.STORE_TIMEOUT_MS,
  });
}
