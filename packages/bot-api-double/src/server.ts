/** The server as a test holds it: people and groups, faults, what was called, what was said. */

import type { Call, MethodCounts } from './calls.ts';
import type { Chat } from './chat.ts';
import type { Faults } from './faults.ts';
import type { StoredFile } from './files.ts';
import { type HttpServer, listen } from './http.ts';
import type { Settings } from './options.ts';
import { Person, type PersonOptions } from './people/person.ts';
import type { Profile } from './profile.ts';
import { transcriptOf } from './transcript.ts';
import type { WaitOptions } from './waiting.ts';
import type { WireMessage } from './wire.ts';
import { World } from './world.ts';

export interface GroupOptions {
  readonly title?: string;
  readonly username?: string;
  readonly members?: readonly Person[];
  /** The bot is in the group. Default true. */
  readonly withBot?: boolean;
}

export class BotApiServer {
  /** For telegraf's `apiRoot`. */
  readonly url: string;
  readonly token: string;
  private readonly world: World;
  private readonly http: HttpServer;
  private lastPersonId = 1000;
  private lastGroupId = 0;

  private constructor(world: World, http: HttpServer) {
    this.world = world;
    this.http = http;
    this.url = http.url;
    this.token = world.settings.token;
  }

  static async start(settings: Settings): Promise<BotApiServer> {
    const world = new World(settings);
    return new BotApiServer(world, await listen(world));
  }

  /** Stops deliveries and breaks all connections. */
  async close(): Promise<void> {
    this.world.webhook?.stop();
    await this.http.close();
  }

  /** A new person with a private chat of their own. */
  person(options: PersonOptions = {}): Person {
    const id = options.id ?? ++this.lastPersonId;
    if (this.world.findChat(id) !== undefined) throw new Error(`there is a person ${id} already`);
    return new Person(this.world, id, options);
  }

  /** A basic group. */
  group(options: GroupOptions = {}): Chat {
    return this.addGroup(
      -++this.lastGroupId - 100,
      { type: 'group', title: options.title ?? 'مجموعة' },
      options,
    );
  }

  /** A supergroup; with `forum`, one whose messages stand in topics. */
  supergroup(options: GroupOptions & { readonly forum?: boolean } = {}): Chat {
    const id = -1_000_000_000_000 - ++this.lastGroupId;
    const { title = 'مجموعة كبيرة', username, forum = false } = options;
    const names = { title, ...(username === undefined ? {} : { username }) };
    return this.addGroup(
      id,
      { type: 'supergroup', ...names, ...(forum ? { is_forum: true } : {}) },
      options,
    );
  }

  private addGroup(
    id: number,
    wire: { type: 'group' | 'supergroup'; title: string; username?: string; is_forum?: true },
    { members = [], withBot = true }: GroupOptions,
  ): Chat {
    const chat = this.world.addChat({ id, ...wire }, withBot ? 'member' : 'absent');
    for (const { user } of members) chat.members.set(user.id, user);
    return chat;
  }

  /** Plan failures: see `Faults`. */
  get faults(): Faults {
    return this.world.faults;
  }

  /** The latest calls in full, oldest first; of one method if it is named. */
  calls(method?: string): Call[] {
    return this.world.calls.list(method);
  }

  /** Counts of all calls since the start, by method. Calls refused before a method was known are under ''. */
  get counts(): ReadonlyMap<string, MethodCounts> {
    return this.world.calls.counts;
  }

  /** Hears of every call as it is answered; returns the way to stop. For runs too long to keep. */
  onCall(listener: (call: Call) => void): () => void {
    return this.world.calls.listen(listener);
  }

  /** The first hundred calls that broke a rule or did not fit a schema: mistakes of the bot. */
  get violations(): readonly Call[] {
    return this.world.calls.violations;
  }

  /** Throws if the bot has made any call it should not have made. */
  assertNoViolations(): void {
    const count = this.world.calls.violationCount;
    if (count === 0) return;
    const lines = this.violations
      .slice(0, 10)
      .map(
        ({ method, description, params }) =>
          `  ${method}: ${description}\n    ${JSON.stringify(params).slice(0, 500)}`,
      );
    throw new Error(`${count} calls broke the Bot API's rules:\n${lines.join('\n')}`);
  }

  /** Resolves with the first value of `look` that is neither `undefined`, `null` nor `false`; looks after every call. */
  waitFor<T>(look: () => T | undefined | null | false, options?: WaitOptions): Promise<T> {
    return this.world.waiting.for(look, options);
  }

  /** The bot's first reply to this message, waiting for it if need be. */
  answerTo(message: WireMessage, options: WaitOptions = {}): Promise<WireMessage> {
    return this.waitFor(() => this.answersTo(message)[0], {
      what: `the bot's reply to message ${message.message_id} of chat ${message.chat.id}`,
      ...options,
    });
  }

  /** The bot's replies to a message that are still remembered. */
  answersTo(message: WireMessage): WireMessage[] {
    return this.world.findChat(message.chat.id)?.botRepliesTo(message.message_id) ?? [];
  }

  /** The chat as text: who said what to whom, with the buttons. */
  transcript(chat: Chat): string {
    return transcriptOf(chat.messages);
  }

  /** The bot's commands, names and descriptions. */
  get profile(): Profile {
    return this.world.profile;
  }

  /** The content of a file the bot or a person has sent. */
  file(fileId: string): StoredFile | undefined {
    return this.world.files.find(fileId);
  }

  /** Updates the bot has not confirmed. */
  get pendingUpdateCount(): number {
    return this.world.updates.pendingCount;
  }

  /** True while a long poll of the bot waits: it is running, and has nothing left to fetch. */
  get isPolled(): boolean {
    return this.world.updates.isPolled;
  }

  /** True while the bot receives by webhook. */
  get hasWebhook(): boolean {
    return this.world.webhook !== undefined;
  }
}
