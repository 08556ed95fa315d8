/** The phases of a build, in order. */
export const phases = ['create', 'activate', 'install', 'register', 'verify', 'publish'] as const;
export type Phase = (typeof phases)[number];
