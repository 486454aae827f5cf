/** The router, named in one place as every outside library is. */
export { type Context, Hono, type MiddlewareHandler } from 'hono';
