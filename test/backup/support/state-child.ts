/** A process that has a state open, as a bot has, until its standard input ends. Argument: the file. */
import { once } from 'node:events';
import { openLibsqlState } from '../../../src/bot/state/libsql.ts';
import { record } from '../../contracts/state.ts';

const state = openLibsqlState(process.argv[2]!);
await state.saveAnswer(record());
process.stdout.write('open\n');
process.stdin.resume();
await once(process.stdin, 'end');
await state.saveAnswer(record({ id: 'answer-2', answerMessageId: 99 }));
await state.close();
