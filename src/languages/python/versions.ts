/** What conda-forge and older channels commonly have, newest first; a channel decides what there is. */
export const versions = ['3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'] as const;
