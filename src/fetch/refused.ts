import { FetchError } from '../errors.ts';

/** Not fetched by rule, and the same next time: robots.txt, a private address, a wrong type, a page that is no article. */
export class Refused extends FetchError {}
