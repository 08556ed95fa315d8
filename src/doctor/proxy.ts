/** Which proxy an address is reached through, by the variables that curl, pip, uv and conda obey too. Pure. */

type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy's address, or nothing where the way is direct. */
export function proxyFor(url: URL, variables: Variables): URL | undefined {
  if (isExcepted(url.hostname, read(variables, 'no_proxy'))) return undefined;
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const given = read(variables, scheme) || read(variables, 'all_proxy');
  const address = given.includes('://') ? given : `http://${given}`;
  return given && URL.canParse(address) ? new URL(address) : undefined;
}

/** The variables that name proxies and are set, with their values. */
export function proxyVariables(variables: Variables): [name: string, value: string][] {
  return Object.entries(variables).flatMap(([name, value]) =>
    /^(https?|all|no)_proxy$/i.test(name) && value ? [[name, value]] : [],
  );
}

/** A proxy as it may be shown: without user name and password. */
export function withoutLogin(proxy: string): string {
  return proxy.replace(/^([a-z]+:\/\/)?.*@/i, '$1');
}

/** The passwords of the proxies, which nothing may show. */
export function passwordsOf(variables: Variables): string[] {
  return proxyVariables(variables).flatMap(([, value]) => /:([^:@/]+)@/.exec(value)?.[1] ?? []);
}

function read(variables: Variables, name: string): string {
  return variables[name] || variables[name.toUpperCase()] || '';
}

function isExcepted(host: string, list: string): boolean {
  const names = list.split(',').map((name) => name.trim().replace(/^\*?\./, ''));
  return names.some((name) => name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`))));
}
