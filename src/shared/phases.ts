/** The parts of a build, in this order and shown under these names. */
export const phases = ['create', 'activate', 'install', 'register', 'verify', 'publish'] as const;
export type Phase = (typeof phases)[number];
