/** Where the settings keep the index, the state and the inbox. */

export interface Places {
  readonly index: { readonly folder: string } | { readonly url: string };
  readonly state: { readonly file: string } | { readonly url: string };
  /** Folder of the documents that came in by the chat; not there until the first one. */
  readonly inbox: string;
}

/** What of the settings says it. */
interface PlaceSettings {
  readonly INDEX_URL?: string | undefined;
  readonly STATE_URL?: string | undefined;
  readonly INDEX_DIR: string;
  readonly STATE_PATH: string;
  readonly INBOX_DIR: string;
}

export function placesOf(settings: PlaceSettings): Places {
  const { INDEX_URL, STATE_URL = INDEX_URL, INDEX_DIR, STATE_PATH, INBOX_DIR } = settings;
  return {
    index: INDEX_URL === undefined ? { folder: INDEX_DIR } : { url: INDEX_URL },
    state: STATE_URL === undefined ? { file: STATE_PATH } : { url: STATE_URL },
    inbox: INBOX_DIR,
  };
}

/** Whether one database keeps both, and so one dump holds both. */
export function isOneDatabase({ index, state }: Places): boolean {
  return 'url' in index && 'url' in state && index.url === state.url;
}

/** What the process runs in; handed to the programs of PostgreSQL. */
export type Environment = Readonly<Record<string, string | undefined>>;
