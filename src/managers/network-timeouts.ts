/**
 * How long the tools of a build wait for an index or a channel that does not answer: by default, some keep trying for
 * 20 minutes. Each tool has its own variables for these.
 */
export const CONNECT_SECONDS = '10';
export const READ_SECONDS = '30';
export const TRIES = '3';
