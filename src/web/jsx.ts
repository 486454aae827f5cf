/** Views are JSX that becomes a string on the server: every text and attribute is escaped unless `raw` says otherwise. */
export { raw } from 'hono/html';
export type { Child, FC, PropsWithChildren } from 'hono/jsx';
