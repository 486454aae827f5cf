/** The bot's profile, and what it may ask about chats and files. */

import type { BotCommand, MenuButton } from '@grammyjs/types';
import { brokenRule, tooManyRequests, wrongState } from '../errors.ts';
import { DOWNLOAD_BYTES_MAX } from '../files.ts';
import type { Params } from '../schemas/methods.ts';
import type { World } from '../world.ts';

const COMMANDS_MAX = 100;
const COMMAND = /^[a-z0-9_]{1,32}$/;
const COMMAND_DESCRIPTION_MAX = 256;
const textLimits = { name: 64, description: 512, short_description: 120 } as const;

/** `close` is refused for this many server seconds after the launch. */
const CLOSE_REFUSED_S = 600;

export function getMe(world: World) {
  return {
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: !world.settings.privacyMode,
    supports_inline_queries: true,
    can_connect_to_business: false,
    has_main_web_app: false,
    has_topics_enabled: false,
    allows_users_to_create_topics: false,
    can_manage_bots: false,
    supports_join_request_queries: false,
  };
}

export function logOut(world: World): true {
  world.loggedOut = true;
  world.updates.abortPoll('terminated by logOut');
  return true;
}

export function close(world: World): true {
  const ageS = (performance.now() - world.startedAtMs) / world.settings.secondMs;
  if (ageS < CLOSE_REFUSED_S) throw tooManyRequests(Math.ceil(CLOSE_REFUSED_S - ageS), 'state');
  return true;
}

function checkCommand({ command, description }: BotCommand): void {
  // Telegram takes the slash off; a bot that sends it has misread the documentation all the same.
  if (!COMMAND.test(command)) {
    throw brokenRule(`BOT_COMMAND_INVALID ('${command}': 1 to 32 of a-z, 0-9 and _)`);
  }
  if (description.length < 1 || description.length > COMMAND_DESCRIPTION_MAX) {
    throw brokenRule(
      `BOT_COMMAND_DESCRIPTION_INVALID ('${command}': 1 to ${COMMAND_DESCRIPTION_MAX} characters)`,
    );
  }
}

export function setMyCommands(world: World, params: Params<'setMyCommands'>): true {
  const { commands, scope, language_code: language } = params;
  if (commands.length > COMMANDS_MAX)
    throw brokenRule('BOT_COMMANDS_TOO_MUCH (at most 100 commands)');
  for (const command of commands) checkCommand(command);
  if (new Set(commands.map(({ command }) => command)).size < commands.length) {
    throw brokenRule('BOT_COMMAND_INVALID (a command twice)');
  }
  if (scope !== undefined && 'chat_id' in scope) world.chatFor(scope.chat_id);
  world.profile.setCommands(commands, scope, language);
  return true;
}

export function deleteMyCommands(world: World, params: Params<'deleteMyCommands'>): true {
  world.profile.setCommands([], params.scope, params.language_code);
  return true;
}

export function getMyCommands(world: World, params: Params<'getMyCommands'>): BotCommand[] {
  return world.profile.getCommands(params.scope, params.language_code);
}

function setText(
  world: World,
  kind: keyof typeof textLimits,
  text: string | undefined,
  languageCode: string | undefined,
): true {
  const { length } = text ?? '';
  if (length > textLimits[kind]) {
    throw brokenRule(
      `bot ${kind} is too long (${length} characters, ${textLimits[kind]} are allowed)`,
    );
  }
  world.profile.setText(kind, text ?? '', languageCode);
  return true;
}

export function setMyName(world: World, params: Params<'setMyName'>): true {
  return setText(world, 'name', params.name, params.language_code);
}

export function getMyName(world: World, params: Params<'getMyName'>) {
  return { name: world.profile.getText('name', params.language_code) ?? world.bot.first_name };
}

export function setMyDescription(world: World, params: Params<'setMyDescription'>): true {
  return setText(world, 'description', params.description, params.language_code);
}

export function getMyDescription(world: World, params: Params<'getMyDescription'>) {
  return { description: world.profile.getText('description', params.language_code) ?? '' };
}

export function setMyShortDescription(world: World, params: Params<'setMyShortDescription'>): true {
  return setText(world, 'short_description', params.short_description, params.language_code);
}

export function getMyShortDescription(world: World, params: Params<'getMyShortDescription'>) {
  const text = world.profile.getText('short_description', params.language_code);
  return { short_description: text ?? '' };
}

function checkPrivate(world: World, chatId: number | undefined): void {
  if (chatId !== undefined && world.chatFor(chatId).type !== 'private') {
    throw brokenRule('menu buttons are for private chats only');
  }
}

export function setChatMenuButton(world: World, params: Params<'setChatMenuButton'>): true {
  checkPrivate(world, params.chat_id);
  const button = params.menu_button ?? { type: 'default' };
  if (button.type === 'web_app' && !button.web_app.url.startsWith('https://')) {
    throw brokenRule('menu button Web App URL is invalid: Only HTTPS links are allowed');
  }
  world.profile.setMenuButton(params.chat_id, button);
  return true;
}

export function getChatMenuButton(world: World, params: Params<'getChatMenuButton'>): MenuButton {
  checkPrivate(world, params.chat_id);
  return world.profile.getMenuButton(params.chat_id);
}

export function getChat(world: World, params: Params<'getChat'>) {
  const chat = world.chatFor(params.chat_id);
  return {
    ...chat.wire,
    accent_color_id: 0,
    max_reaction_count: 11,
    accepted_gift_types: {
      unlimited_gifts: false,
      limited_gifts: false,
      unique_gifts: false,
      premium_subscription: false,
      gifts_from_channels: false,
    },
  };
}

export function getFile(world: World, params: Params<'getFile'>) {
  const file = world.files.find(params.file_id);
  if (file === undefined) throw brokenRule('invalid file_id');
  if (file.bytes.length > DOWNLOAD_BYTES_MAX) throw wrongState(400, 'file is too big');
  const { file_id, file_unique_id, file_size } = file.wire;
  return { file_id, file_unique_id, file_size, file_path: file.path };
}
