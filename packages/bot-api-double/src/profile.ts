/** What the bot says of itself, per language and scope: commands, names, descriptions, menu buttons. */

import type { BotCommand, BotCommandScope, MenuButton } from '@grammyjs/types';

export class Profile {
  private readonly commands = new Map<string, BotCommand[]>();
  private readonly texts = new Map<string, string>();
  private readonly menuButtons = new Map<number | undefined, MenuButton>();

  private scopeKey(scope: BotCommandScope | undefined, languageCode: string | undefined): string {
    const { type, ...rest } = scope ?? { type: 'default' };
    return JSON.stringify([type, rest, languageCode ?? '']);
  }

  setCommands(commands: BotCommand[], scope?: BotCommandScope, languageCode?: string): void {
    const key = this.scopeKey(scope, languageCode);
    if (commands.length === 0) this.commands.delete(key);
    else this.commands.set(key, commands);
  }

  getCommands(scope?: BotCommandScope, languageCode?: string): BotCommand[] {
    return this.commands.get(this.scopeKey(scope, languageCode)) ?? [];
  }

  setText(
    kind: 'name' | 'description' | 'short_description',
    text: string,
    languageCode = '',
  ): void {
    if (text === '') this.texts.delete(`${kind} ${languageCode}`);
    else this.texts.set(`${kind} ${languageCode}`, text);
  }

  /** The text for a language, or the one for all languages. */
  getText(
    kind: 'name' | 'description' | 'short_description',
    languageCode = '',
  ): string | undefined {
    return this.texts.get(`${kind} ${languageCode}`) ?? this.texts.get(`${kind} `);
  }

  setMenuButton(chatId: number | undefined, button: MenuButton): void {
    this.menuButtons.set(chatId, button);
  }

  getMenuButton(chatId: number | undefined): MenuButton {
    return this.menuButtons.get(chatId) ?? this.menuButtons.get(undefined) ?? { type: 'commands' };
  }
}
