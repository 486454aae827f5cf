/**
 * The schema `isnad` of a database, by PostgreSQL's own programs: they know every type, version and dependency. One
 * dump is of one moment, whatever is written meanwhile.
 */
import { spawn } from 'node:child_process';
import { locationOf, passwordsIn } from '../database-url.ts';
import { ConfigError, IndexError } from '../errors.ts';
import { openDatabase } from '../index/postgres/database.ts';
import { ensurePrivateFile } from '../private-files.ts';
import type { Environment } from './places.ts';

const STDERR_CHARS = 2_000;

export async function dumpDatabase(url: string, file: string, environment: Environment) {
  ensurePrivateFile(file);
  await runProgram('pg_dump', url, environment, [
    '--format=custom',
    '--no-owner',
    '--no-privileges',
    '--schema=isnad',
    // Vectors of an unfinished build; the next one makes them again.
    '--exclude-table-data=isnad.journal',
    `--file=${file}`,
  ]);
}

/**
 * @param aside what the schema that is there is renamed to; undefined if there is none.
 * @param withIndex whether the dump needs pgvector.
 */
export async function restoreDatabase(
  url: string,
  file: string,
  { aside, withIndex }: { aside: string; withIndex: boolean },
  environment: Environment,
): Promise<{ movedAside: boolean }> {
  const db = openDatabase(url, { timeoutMs: 0, poolMax: 1 });
  try {
    if (withIndex) await db.run('CREATE EXTENSION IF NOT EXISTS vector');
    const movedAside =
      (await db.rows("SELECT 1 FROM pg_namespace WHERE nspname = 'isnad'")).length > 0;
    if (movedAside) await db.run(`ALTER SCHEMA isnad RENAME TO ${aside}`);
    try {
      await runProgram('pg_restore', url, environment, [
        '--no-owner',
        '--no-privileges',
        '--single-transaction',
        file,
      ]);
    } catch (error) {
      if (movedAside) await db.run(`ALTER SCHEMA ${aside} RENAME TO isnad`);
      throw error;
    }
    return { movedAside };
  } finally {
    await db.close();
  }
}

/** The password goes by the environment: arguments are shown to every user of the machine. */
function runProgram(
  program: string,
  url: string,
  environment: Environment,
  args: readonly string[],
): Promise<void> {
  const bare = new URL(url);
  const password = passwordsIn(url).at(-1);
  bare.password = '';
  bare.searchParams.delete('password');
  const child = spawn(program, [`--dbname=${bare.href}`, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...environment, ...(password === undefined ? {} : { PGPASSWORD: password }) },
  });
  let said = '';
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString('utf8')).slice(-STDERR_CHARS);
  });
  return new Promise((resolve, reject) => {
    child.once('error', (cause) =>
      reject(
        new ConfigError(
          `${program} cannot be started (${(cause as NodeJS.ErrnoException).code})`,
          'Install PostgreSQL’s client programs (package postgresql-client), of the server’s version or later.',
          { cause },
        ),
      ),
    );
    child.once('close', (status) => {
      if (status === 0) return resolve();
      reject(
        new IndexError(
          `${program} of ${locationOf(url)} failed (exit status ${status}): ${said.trim()}`,
          'Where it speaks of versions, install client programs of the server’s version or later.',
        ),
      );
    });
  });
}
