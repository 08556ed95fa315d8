/** Versions that conda-forge and older channels commonly have, newest first. The channel decides which exist. */
export const versions = ['3.14', '3.13', '3.12', '3.11', '3.10', '3.9', '3.8', '3.7', '3.6'] as const;
