/**
 * How long the tools of a build wait for an index or a channel that does not answer: by default some go on for twenty
 * minutes. Each tool has variables of its own for it, in seconds and tries.
 */
export const CONNECT_SECONDS = '10';
export const READ_SECONDS = '30';
export const TRIES = '3';
