/** The state's tables, step by step. A step that was released is never edited: write the next one. */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE updates (
    update_id INTEGER PRIMARY KEY,
    state     TEXT NOT NULL CHECK (state IN ('received', 'sending', 'done')),
    sealed    BLOB,
    owner     TEXT,
    lease_ms  INTEGER NOT NULL DEFAULT 0,
    takeovers INTEGER NOT NULL DEFAULT 0,
    at_ms     INTEGER NOT NULL
  );
  CREATE INDEX updates_pending ON updates (lease_ms) WHERE state <> 'done';
  CREATE INDEX updates_done ON updates (at_ms) WHERE state = 'done';

  CREATE TABLE answers (
    id                  TEXT PRIMARY KEY,
    chat                TEXT NOT NULL,
    person              TEXT NOT NULL,
    question_message_id INTEGER,
    answer_message_id   INTEGER NOT NULL,
    record              TEXT NOT NULL,
    at_ms               INTEGER NOT NULL
  );
  CREATE INDEX answers_message ON answers (chat, answer_message_id);
  CREATE INDEX answers_question ON answers (chat, question_message_id);
  CREATE INDEX answers_person ON answers (person);
  CREATE INDEX answers_time ON answers (at_ms);

  CREATE TABLE votes (
    answer_id TEXT NOT NULL REFERENCES answers (id) ON DELETE CASCADE,
    person    TEXT NOT NULL,
    thumb     TEXT NOT NULL CHECK (thumb IN ('up', 'down')),
    at_ms     INTEGER NOT NULL,
    PRIMARY KEY (answer_id, person)
  );
  CREATE INDEX votes_person ON votes (person);

  CREATE TABLE limits (
    person     TEXT PRIMARY KEY,
    started_ms INTEGER NOT NULL,
    hits       INTEGER NOT NULL
  );
  `,
  // Waiting through restarts breaks nothing; only work that began may.
  'ALTER TABLE updates RENAME COLUMN takeovers TO begun',
  // What the next question may lean on: sealed, and gone within the hour.
  `
  ALTER TABLE answers ADD COLUMN thread INTEGER;
  ALTER TABLE answers ADD COLUMN turn BLOB;
  CREATE INDEX answers_turn ON answers (chat, thread, at_ms) WHERE turn IS NOT NULL;
  `,
];
