/** The rest of the router's library that is used, named in one place. */
export { bodyLimit } from 'hono/body-limit';
export { getCookie, setCookie } from 'hono/cookie';
