/** Packages that serve pages themselves, such as `jupyterlab`: a kernel does not need them, so they are taken only on request. */
import { languages } from '../../../languages/index.js';
import { type Finding, placeOf, specText } from '../../../reading/finding.js';

/** A server that a text asks for is left out, with the reason; other findings stay as they are. */
export function withoutServers(finding: Finding): Finding {
  if (finding.kind !== 'package' || finding.decided) return finding;
  const [, name = ''] = /^(?:\S{1,200}::)?([\w.-]{1,60})/.exec(specText(finding)) ?? [];
  const reason = serverReason(name);
  return reason ? { ...placeOf(finding), kind: 'left-out', what: name, reason, server: name } : finding;
}

/** Those of the packages that are servers. */
export function serversAmong(packages: readonly { name: string }[]): string[] {
  return packages.map(({ name }) => name).filter((name) => serverReason(name) !== undefined);
}

function serverReason(name: string): string | undefined {
  for (const { packages } of Object.values(languages)) {
    const reason = packages.serverReason?.(name);
    if (reason) return reason;
  }
  return undefined;
}
