/** `npm run index`. */
import '../src/cli/index-articles.ts';
