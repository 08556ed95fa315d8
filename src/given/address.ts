/** URLs that people give in place of a file: which ones are asked, and where the page of a repository has its files. Pure. */
import { UserError } from '../base/errors.js';
import { withoutSecret } from '../sources/specs/package-address.js';

// What pip and conda install by its URL is a package.
const PACKAGE = /\.(?:whl|conda|tar\.(?:gz|bz2|xz)|tgz)(?:[?#]|$)/i;

/** The URL that a text consists of, if it is that of a file or a repository, not of a package. */
export function addressIn(text: string): string | undefined {
  const given = text.trim();
  return /^https?:\/\/\S{1,2000}$/.test(given) && !PACKAGE.test(given) ? given : undefined;
}

/**
 * Of a host that the site names. Hosts are compared as they are written, so that an address or a private host is asked
 * only if the site names it.
 * @throws UserError `address-refused`, `address-host`.
 */
export function checkedAddress(given: string, hosts: readonly string[]): URL {
  const shown = shownAddress(given);
  const refuse = (reason: string): never => {
    throw new UserError('address-refused', { given: shown, reason });
  };
  if (!URL.canParse(given)) return refuse('it is not a URL');
  const url = new URL(given);
  if (url.username !== '' || url.password !== '' || withoutSecret(given) !== given)
    return refuse('it has a login or a token');
  if (url.protocol !== 'https:') return refuse('only `https` is used');
  if (!hosts.some((host) => host.toLowerCase() === url.host))
    throw new UserError('address-host', { host: url.host, known: hosts });
  return url;
}

/** Without its query and fragment, which may have secret values. */
export function shownAddress(given: string): string {
  return withoutSecret(given.replace(/[?#].*$/s, '')).replace(/^(https?:\/\/)[^/@]*@/i, '$1');
}

interface Page {
  host: RegExp;
  path: RegExp;
  /** The path of its file or archive. */
  file: (first: string, second?: string) => string;
}

const GITHUB = /^github\.|^codeberg\.org$/;
const GITLAB = /(?:^|\.)gitlab\./;
const GIST = /^gist\./;
const OTHER = /^(?!gist\.)/;

/**
 * Pages that people copy, and the files that they show.
 * https://docs.github.com/en/repositories/working-with-files/using-files/downloading-source-code-archives
 * https://docs.gitlab.com/api/repositories/#retrieve-file-archive-for-a-repository
 */
const PAGES: readonly Page[] = [
  { host: GIST, path: /^\/([\w-]+\/[0-9a-f]{20,64})$/, file: (gist) => `/${gist}/raw` },
  { host: OTHER, path: /^\/(.+)\/-\/blob\/(.+)$/, file: (project, file) => `/${project}/-/raw/${file}` },
  { host: OTHER, path: /^\/(.+)\/-\/tree\/([^/]+)$/, file: gitlabArchive },
  { host: GITLAB, path: /^\/((?!.*\/-\/)[\w.-]+(?:\/[\w.-]+){1,5})$/, file: gitlabArchive },
  { host: OTHER, path: /^\/([^/]+\/[^/]+)\/blob\/(.+)$/, file: (project, file) => `/${project}/raw/${file}` },
  { host: OTHER, path: /^\/([^/]+\/[^/]+)\/tree\/([^/]+)$/, file: githubArchive },
  { host: GITHUB, path: /^\/([\w.-]+\/[\w.-]+)$/, file: githubArchive },
  {
    host: OTHER,
    path: /^\/((?!.*\.(?:txt|in|ya?ml|toml|lock|cfg|json|py|ipynb|zip)$)[\w.-]+\/[\w.-]+)$/i,
    file: githubArchive,
  },
];

function githubArchive(project: string, ref = 'HEAD'): string {
  return `/${project}/archive/${ref}.zip`;
}

function gitlabArchive(project: string, ref?: string): string {
  const id = project.replaceAll('/', '%2F');
  return `/api/v4/projects/${id}/repository/archive.zip${ref ? `?sha=${ref}` : ''}`;
}

/** The URL of the file or the archive for the page of a repository; any other URL is that of a file. */
export function fileAddress(url: URL): URL {
  const given = url.pathname.replace(/(?:\.git)?\/?$/, '');
  for (const { host, path, file } of PAGES) {
    const [whole, first = '', second] = (host.test(url.hostname) && path.exec(given)) || [];
    if (whole !== undefined) return new URL(file(first, second), url);
  }
  return url;
}

/** A name for messages, and to tell formats apart. */
export function nameOfAddress(url: URL): string {
  const parts = url.pathname.split('/').filter(Boolean);
  return (parts.at(-1) ?? url.hostname).slice(0, 200);
}
