/** `npm run mcp`. */
import '../src/cli/mcp.ts';
