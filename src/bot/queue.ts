/** Promise queues with a limit on how many run at once, and on how many begin in a stretch of time. */
export { default as PQueue } from 'p-queue';
