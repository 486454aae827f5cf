/** The schema library, named in one place, as every outside library is. */
export { z } from 'zod';
