/** `isnad mcp`: the articles as a tool for assistants, over standard input and output (Model Context Protocol). */

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { Command } from 'commander';
import { openIsnad } from '../app/open.ts';
import { createMcpServer } from '../mcp/server.ts';
import { counted } from '../speech/counted-en.ts';
import { watchArticles } from './common/freshness.ts';
import { commandSettings } from './common/settings.ts';
import { endingAtSignal, stopSignal } from './common/stop-signal.ts';

export const mcp = new Command('mcp')
  .description(
    'Serves the tools ask and read_article to an assistant (Model Context Protocol, over standard input and output). ' +
      'The assistant starts it: put the entry that the README shows into its settings.',
  )
  .option('--index <dir>', 'where the index is kept (default: INDEX_DIR, else data/index/)')
  .action(run);

async function run({ index }: { readonly index?: string }): Promise<void> {
  const settings = commandSettings();
  // Standard output belongs to the protocol; all that is said to people goes to standard error.
  const say = (message: string) => process.stderr.write(`${message}\n`);
  const opening = openIsnad({
    settings,
    indexDir: index,
    onBuilt: ({ summary }) => summary && say(`${counted(summary.articles, 'article')} indexed`),
    onSample: say,
    onOlder: say,
    onError: (error) => say(error.message),
  });
  const isnad = await endingAtSignal(opening);
  const stopped = stopSignal();
  watchArticles(isnad, say);
  const server = createMcpServer({
    answerer: isnad.answerer,
    catalogue: isnad.index,
    publicUrl: settings.PUBLIC_URL,
  });
  const transport = new StdioServerTransport();
  const ended = new Promise<void>((resolve) => {
    transport.onclose = resolve;
    process.stdin.once('end', resolve);
    void stopped.then(() => resolve());
  });
  await server.connect(transport);
  await ended;
  await server.close();
  await isnad.close();
}
