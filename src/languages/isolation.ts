/** What every kernel is kept apart from, whatever its language. */

/** Variables of the dynamic loader: https://man7.org/linux/man-pages/man8/ld.so.8.html */
export const loaderVariables = ['LD_LIBRARY_PATH', 'LD_PRELOAD'];

/** Tools in a notebook, uv among them, would install into the environment that these name. */
export const environmentVariables = ['VIRTUAL_ENV', 'CONDA_PREFIX'];
