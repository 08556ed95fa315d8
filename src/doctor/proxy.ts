/** The proxy for a URL, from the variables that curl, pip, uv and conda also use. Pure. */

type Variables = Readonly<Record<string, string | undefined>>;

/** The proxy's URL; undefined for a direct connection. */
export function proxyFor(url: URL, variables: Variables): URL | undefined {
  if (isExcepted(url.hostname, read(variables, 'no_proxy'))) return undefined;
  const scheme = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const given = read(variables, scheme) || read(variables, 'all_proxy');
  const address = given.includes('://') ? given : `http://${given}`;
  return given && URL.canParse(address) ? new URL(address) : undefined;
}

/** The proxy variables that are set, with their values. */
export function proxyVariables(variables: Variables): [name: string, value: string][] {
  return Object.entries(variables).flatMap(([name, value]) =>
    /^(https?|all|no)_proxy$/i.test(name) && value ? [[name, value]] : [],
  );
}

/** A proxy without its user name and password, to show it. */
export function withoutLogin(proxy: string): string {
  return proxy.replace(/^([a-z]+:\/\/)?.*@/i, '$1');
}

/** The passwords of the proxies, which must not be shown. */
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
