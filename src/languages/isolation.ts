/** Variables that a kernel of any language must not inherit. */

/** Variables of the dynamic loader: https://man7.org/linux/man-pages/man8/ld.so.8.html */
export const loaderVariables = ['LD_LIBRARY_PATH', 'LD_PRELOAD'];

/** Tools in a notebook, such as uv, would install into the environment that these name. */
export const environmentVariables = ['VIRTUAL_ENV', 'CONDA_PREFIX'];
