import { FetchError } from '../errors.ts';

/** Not fetched because of a rule that will hold next time too: robots.txt, a private address, a wrong type, no article. */
export class Refused extends FetchError {}
