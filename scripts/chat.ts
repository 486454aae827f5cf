/** `npm run chat`. */
import '../src/cli/chat.ts';
