/** How updates reach the bot: `getUpdates` or a webhook, one excluding the other. */

import { brokenRule, wrongState } from '../errors.ts';
import type { Params } from '../schemas/methods.ts';
import { Webhook } from '../webhook.ts';
import type { WireUpdate } from '../wire.ts';
import type { World } from '../world.ts';

const SECRET_TOKEN = /^[A-Za-z0-9_-]*$/;
const SECRET_TOKEN_MAX = 256;
const CONNECTIONS_MAX = 100;
const CONNECTIONS_DEFAULT = 40;

/** Carries out a call that came as the answer to an update. */
export type ReplyHandler = (contentType: string, body: Buffer) => void;

export async function getUpdates(
  world: World,
  params: Params<'getUpdates'>,
  signal: AbortSignal,
): Promise<WireUpdate[]> {
  if (world.webhook !== undefined) {
    throw wrongState(
      409,
      "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  }
  return await world.updates.get(params, signal);
}

function checkWebhookUrl(url: string): void {
  if (!URL.canParse(url)) throw brokenRule('bad webhook: invalid webhook URL specified');
  const { protocol, hostname } = new URL(url);
  // Telegram wants HTTPS; a Bot API server of one's own takes HTTP on its own machine.
  const local = ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
  if (protocol === 'https:' || (protocol === 'http:' && local)) return;
  throw brokenRule('bad webhook: An HTTPS URL must be provided for webhook');
}

export function setWebhook(
  world: World,
  params: Params<'setWebhook'>,
  onReply: ReplyHandler,
): true {
  if (params.url === '') return deleteWebhook(world, params);
  checkWebhookUrl(params.url);
  const secretToken = params.secret_token === '' ? undefined : params.secret_token;
  if ((secretToken?.length ?? 0) > SECRET_TOKEN_MAX) throw brokenRule('secret token is too long');
  if (!SECRET_TOKEN.test(secretToken ?? '')) {
    throw brokenRule('secret token contains unallowed characters');
  }
  const { max_connections: connections = CONNECTIONS_DEFAULT } = params;
  if (connections < 1 || connections > CONNECTIONS_MAX) {
    throw brokenRule(`max_connections must be from 1 to ${CONNECTIONS_MAX}`);
  }
  world.updates.allow(params.allowed_updates);
  if (params.drop_pending_updates === true) world.updates.dropAll();
  world.updates.abortPoll('terminated by setWebhook request');
  world.webhook?.stop();
  world.webhook = new Webhook(
    { url: params.url, secretToken, maxConnections: connections },
    world.updates,
    world.faults,
    world.settings.secondMs,
    onReply,
  );
  return true;
}

export function deleteWebhook(world: World, params: Params<'deleteWebhook'>): true {
  world.webhook?.stop();
  world.webhook = undefined;
  if (params.drop_pending_updates === true) world.updates.dropAll();
  return true;
}

export function getWebhookInfo(world: World) {
  const { webhook, updates } = world;
  const allowed = updates.allowedTypes;
  return {
    url: webhook?.target.url ?? '',
    has_custom_certificate: false,
    pending_update_count: updates.pendingCount,
    ...(webhook === undefined
      ? {}
      : { max_connections: webhook.target.maxConnections, ip_address: '127.0.0.1' }),
    ...(webhook?.lastError === undefined
      ? {}
      : {
          last_error_date: webhook.lastError.dateS,
          last_error_message: webhook.lastError.message,
        }),
    ...(allowed === undefined ? {} : { allowed_updates: allowed }),
  };
}
