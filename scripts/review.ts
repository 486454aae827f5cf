/** `npm run review`. */
import '../src/cli/review.ts';
