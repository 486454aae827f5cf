/** Leaves a graph while its thread inserts: as a build that is given up does, or a process that exits. */
import { setTimeout as sleep } from 'node:timers/promises';
import { GraphBuilder } from '../../../src/index/files/graph-builder.ts';

const how = process.argv[2];
const dimensions = 384;

/** Vectors that have no order, so that inserting each takes long. */
function vectors(count: number): Float32Array[] {
  let state = 1;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  return Array.from({ length: count }, () => Float32Array.from({ length: dimensions }, next));
}

const some = vectors(2000);
for (let round = 0; round < 8; round += 1) {
  const builder = new GraphBuilder({ dimensions, capacity: some.length });
  await builder.opened();
  builder.add(0, some).catch(() => {});
  await sleep(40 + 25 * round);
  if (how === 'exit') process.exit(3);
  await builder.close();
}
