import { describe, expect, it } from 'vitest';
import { isSecretName } from '../../../src/recipe/secret-variables.js';

describe('the name of a variable', () => {
  it.each([
    ...['DB_PASS', 'MYSQL_PWD', 'SSH_PASSPHRASE', 'GITHUB_PAT', 'BASIC_AUTH', 'PGPASSWORD', 'HF_TOKEN'],
    ...[
      'AWS_SECRET_ACCESS_KEY',
      'db_pass',
      'API_JWT',
      'REDIS_AUTH',
      'SENTRY_DSN',
      'SESSION_COOKIE',
      'MY_CREDS',
    ],
    ...['AZURE_STORAGE_CONNECTION_STRING', 'AUTHORIZATION', 'PASS', 'BORG_PASSCOMMAND_PW', 'AZURE_SAS'],
  ])('%s is one of a secret', (name) => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    ...['PWD', 'OLDPWD', 'SSH_AUTH_SOCK', 'PATH', 'COMPASS', 'AUTHOR', 'GIT_AUTHOR_NAME', 'BYPASS_CACHE'],
    ...['OMP_NUM_THREADS', 'PATTERN', 'PASSTHROUGH', 'NETRC', 'SPACK_ROOT', 'CUDA_VISIBLE_DEVICES'],
  ])('%s is an ordinary one', (name) => {
    expect(isSecretName(name)).toBe(false);
  });
});
