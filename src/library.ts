/**
 * What a program of your own imports:
 *
 *     import { loadConfig, openIsnad } from 'isnad';
 *     const { settings } = loadConfig({ CORPUS_PATH: 'articles', INDEX_DIR: 'index' });
 *     const isnad = await openIsnad({ settings });
 *     const answer = await isnad.answerer.ask('متى افتتحت قناة السويس؟');
 *     await isnad.close();
 */
export { type Isnad, type IsnadOptions, openIsnad } from './app/open.ts';
export { type Config, loadConfig, type Settings } from './config.ts';
export * from './errors.ts';
export { type BuildOptions, type BuildReport, buildIndex } from './index/build.ts';
export type { IndexStore } from './index/ports.ts';
export { settingsFor } from './index/settings.ts';
export type { ObservedReader, Reader } from './reader/port.ts';
export type * from './types.ts';
