/**
 * How long the tools of a build wait for an index or a channel that does not answer: by default some go on for twenty
 * minutes. The site may set each of these variables otherwise (`environment`). In seconds and tries.
 */
const [CONNECT, READ, TRIES] = ['10', '30', '3'];

export const patience: Readonly<Record<string, string>> = {
  // https://pip.pypa.io/en/stable/cli/pip/#cmdoption-retries
  PIP_DEFAULT_TIMEOUT: READ,
  PIP_RETRIES: TRIES,
  // https://docs.astral.sh/uv/reference/environment/
  UV_HTTP_CONNECT_TIMEOUT: CONNECT,
  UV_HTTP_TIMEOUT: READ,
  UV_HTTP_RETRIES: TRIES,
  // https://docs.conda.io/projects/conda/en/stable/configuration.html
  CONDA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT,
  CONDA_REMOTE_READ_TIMEOUT_SECS: READ,
  CONDA_REMOTE_MAX_RETRIES: TRIES,
  // mamba and micromamba read some of conda's settings under names of their own.
  MAMBA_REMOTE_CONNECT_TIMEOUT_SECS: CONNECT,
  MAMBA_REMOTE_READ_TIMEOUT_SECS: READ,
  MAMBA_REMOTE_MAX_RETRIES: TRIES,
};
