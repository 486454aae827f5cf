/**
 * The state's tables in PostgreSQL, step by step. A step that was released is never edited: write
 * the next one. Every row says whose bot it is, so that several bots may share one database.
 */
export const POSTGRES_MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE isnad.bot_updates (
    bot       bigint NOT NULL,
    update_id bigint NOT NULL,
    state     text NOT NULL CHECK (state IN ('received', 'sending', 'done')),
    sealed    bytea,
    line      text,
    owner     text,
    lease_ms  bigint NOT NULL DEFAULT 0,
    takeovers integer NOT NULL DEFAULT 0,
    at_ms     bigint NOT NULL,
    PRIMARY KEY (bot, update_id)
  );
  CREATE INDEX ON isnad.bot_updates (bot, lease_ms) WHERE state <> 'done';
  CREATE INDEX ON isnad.bot_updates (bot, line, update_id) WHERE state <> 'done';
  CREATE INDEX ON isnad.bot_updates (bot, at_ms) WHERE state = 'done';

  CREATE TABLE isnad.bot_answers (
    bot                 bigint NOT NULL,
    id                  text COLLATE "C" NOT NULL,
    chat                text NOT NULL,
    person              text NOT NULL,
    question_message_id bigint,
    answer_message_id   bigint NOT NULL,
    record              text NOT NULL,
    at_ms               bigint NOT NULL,
    PRIMARY KEY (bot, id)
  );
  CREATE INDEX ON isnad.bot_answers (bot, chat, answer_message_id);
  CREATE INDEX ON isnad.bot_answers (bot, chat, question_message_id);
  CREATE INDEX ON isnad.bot_answers (bot, person);
  CREATE INDEX ON isnad.bot_answers (bot, at_ms);

  CREATE TABLE isnad.bot_votes (
    bot       bigint NOT NULL,
    answer_id text COLLATE "C" NOT NULL,
    person    text NOT NULL,
    thumb     text NOT NULL CHECK (thumb IN ('up', 'down')),
    at_ms     bigint NOT NULL,
    PRIMARY KEY (bot, answer_id, person),
    FOREIGN KEY (bot, answer_id) REFERENCES isnad.bot_answers (bot, id) ON DELETE CASCADE
  );
  CREATE INDEX ON isnad.bot_votes (bot, person);

  CREATE TABLE isnad.bot_limits (
    bot        bigint NOT NULL,
    person     text NOT NULL,
    started_ms bigint NOT NULL,
    hits       integer NOT NULL,
    PRIMARY KEY (bot, person)
  );
  `,
  // Waiting through restarts breaks nothing; only work that began may.
  'ALTER TABLE isnad.bot_updates RENAME COLUMN takeovers TO begun',
  // What the next question may lean on: sealed, and gone within the hour.
  `
  ALTER TABLE isnad.bot_answers ADD COLUMN thread bigint, ADD COLUMN turn bytea;
  CREATE INDEX ON isnad.bot_answers (bot, chat, thread, at_ms) WHERE turn IS NOT NULL;
  `,
];
