/** Which environment variables of a recipe are secret. */
import { holdsSecret } from '../sources/specs/package-address.js';

/** Whether a variable is secret, by its name or by a URL with a login in its value. */
export function isSecret([name, value]: readonly [string, string]): boolean {
  return isSecretName(name) || holdsSecret(value);
}

type Variables = Readonly<Record<string, string>>;

/** The variables that are secret. */
export function secretVariables(variables: Variables): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter(isSecret));
}

/** The variables that are not secret. */
export function openVariables(variables: Variables): Record<string, string> {
  return Object.fromEntries(Object.entries(variables).filter((variable) => !isSecret(variable)));
}

/** Whether a variable is secret by its name. Secret values never reach a log or a stored recipe. */
export function isSecretName(name: string): boolean {
  return (
    SECRET_PARTS.test(name) ||
    (!NOT_SECRET.has(name) && name.split('_').some((word) => SECRET_WORDS.has(word.toUpperCase())))
  );
}

/** Anywhere in a name, as programs write them with and without underscores (`PGPASSWORD`, `HFTOKEN`). */
const SECRET_PARTS = /TOKEN|PASSW|PASSPHRASE|PASSCODE|SECRET|KEY|CREDENTIAL|CONNECTION_?STRING/i;
/** Only as a whole word of a name, as ordinary names contain them too (`COMPASS`, `PATH`, `AUTHOR`). */
const SECRET_WORDS = new Set([
  ...['PASS', 'PWD', 'PW', 'PSW', 'PASSWORDS'],
  // Personal access tokens of GitHub, GitLab and Azure.
  ...['PAT', 'JWT', 'BEARER', 'SAS'],
  // `user:password` or the value of an `Authorization` header (`BASIC_AUTH`, `REDIS_AUTH`).
  ...['AUTH', 'AUTHORIZATION', 'OAUTH', 'CREDS', 'CRED'],
  ...['COOKIE', 'COOKIES', 'DSN'],
]);
/** Names with such a word that are not secret: the shell's directories, and the socket of ssh-agent. */
const NOT_SECRET = new Set(['PWD', 'OLDPWD', 'SSH_AUTH_SOCK']);
