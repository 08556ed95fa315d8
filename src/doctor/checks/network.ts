/** Checks the network as builds use it: proxies, certificates, and whether the package indexes and channels answer. */
import { X509Certificate } from 'node:crypto';
import { access, readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContext } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { describeFileError } from '../../base/files.js';
import { languages } from '../../languages/index.js';
import { availableManagers } from '../../plan/choose-manager.js';
import type { SiteFinding } from '../../shared/finding.js';
import { count, formatSeconds } from '../../shared/format.js';
import { downloaders } from '../../site/settings/of-manager.js';
import type { EquippedSite } from '../../site/site.js';
import { hasChannels, sources as packageSources, type SourceId, sourceIds } from '../../sources/index.js';
import { interpreterKind } from '../../sources/runtime/interpreter.js';
import { about, type Subject } from '../check.js';
import { proxyVariables, withoutLogin } from '../proxy.js';
import { reach, type Way } from '../reach.js';

const MILLISECONDS = 4000;

export async function checkNetwork({ site }: Subject): Promise<SiteFinding[]> {
  const { secureContext, finding } = await readCertificates(site.environment.SSL_CERT_FILE);
  const way = {
    environment: site.environment,
    milliseconds: MILLISECONDS,
    ...(secureContext && { secureContext }),
  };
  const sources = sourcesOf(site).map(async ({ id, title, address, ask }) => {
    const tell = about(id, title);
    const began = performance.now();
    try {
      const status = ask.startsWith('file:') ? await openFile(ask) : await reach(ask, way);
      return answered(tell, { address, status, seconds: (performance.now() - began) / 1000 });
    } catch (error) {
      return unreached(tell, address, error as NodeJS.ErrnoException);
    }
  });
  const downloads = downloadsOf(site).map((place) => checkDownloads(place, way));
  return [proxies(site.environment), finding, ...(await Promise.all([...sources, ...downloads]))];
}

function proxies(environment: Record<string, string>): SiteFinding {
  const tell = about('proxy', 'Proxy');
  const set = proxyVariables(environment);
  if (set.length === 0) return tell.ok('not set');
  const shown = set.map(([name, value]) => `${name}=${withoutLogin(value)}`).join(', ');
  const wrong = set.filter(
    ([name, value]) => !/^no_/i.test(name) && !/^(https?:\/\/)?[^/\s]+\/?$/.test(value),
  );
  return wrong.length === 0
    ? tell.ok(shown)
    : tell.fail(shown, `Set \`${wrong[0]?.[0]}\` to a URL such as \`http://proxy.example.org:3128\``);
}

async function readCertificates(path = ''): Promise<{ secureContext?: SecureContext; finding: SiteFinding }> {
  const tell = about('certificates', 'Certificates');
  const fix = 'Set `ca_bundle` to the file with the certificates that this host trusts';
  if (!path) return { finding: tell.warn('no file with certificates was found', fix) };
  try {
    const certificates = await readFile(path, 'utf8');
    const blocks = certificates.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
    for (const block of blocks) new X509Certificate(block);
    if (blocks.length === 0) return { finding: tell.fail(`\`${path}\` has no certificate`, fix) };
    const finding = tell.ok(`${count(blocks.length, 'certificate')} in \`${path}\``);
    return { secureContext: createSecureContext({ ca: certificates }), finding };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const reason = code === 'EACCES' ? 'it is not readable for you' : describeFileError(error as Error);
    return { finding: tell.fail(`\`${path}\`: ${reason}`, fix) };
  }
}

interface CheckedSource {
  id: string;
  title: string;
  /** The URL to show, and the URL to request. */
  address: string;
  ask: string;
}

/** The indexes and channels that recipes use by default. */
function sourcesOf(site: EquippedSite): CheckedSource[] {
  const installs = new Set(
    Object.values(languages)
      .flatMap((language) => availableManagers(language, site))
      .flatMap((manager) => manager.installs),
  );
  return sourceIds.flatMap((id) =>
    packageSources[id].places === 'indexes' || installs.has(id) ? placesOf(id, site) : [],
  );
}

function placesOf(id: SourceId, { config }: EquippedSite): CheckedSource[] {
  const { address: usual, place } = packageSources[id];
  const isOfChannels = hasChannels(id);
  const given = isOfChannels ? config.channels.default : config.indexes.default;
  const all = isOfChannels || given.length > 0 ? given : [usual];
  return all.map((each, at) => {
    const address = (isOfChannels && !each.includes('://') ? `${usual}/${each}` : each).replace(/\/+$/, '');
    return {
      id: `${isOfChannels ? 'channel' : 'index'}-${at + 1}`,
      title: place.label,
      address,
      ask: `${address}/${place.page}`,
    };
  });
}

/** A URL that interpreters are downloaded from, and what to do if it does not answer. */
interface DownloadPlace {
  address: string;
  fix: string;
}

function downloadsOf({ config, tools }: EquippedSite): DownloadPlace[] {
  if (tools.downloads.found.length === 0) return [];
  return downloaders(config).flatMap(({ downloads, settings }) => {
    const address = downloads.address(settings);
    return address ? [{ address, fix: downloads.unreached }] : [];
  });
}

/** Builds work without them, so that this is no failure. */
async function checkDownloads({ address, fix }: DownloadPlace, way: Way): Promise<SiteFinding> {
  const tell = about(`${interpreterKind.id}-downloads`, `Downloads of ${interpreterKind.label}`);
  try {
    await reach(address, way);
    return tell.ok(`\`${address}\` answers`);
  } catch (error) {
    const { found } = unreached(tell, address, error as NodeJS.ErrnoException);
    return tell.warn(found, fix);
  }
}

async function openFile(address: string): Promise<number> {
  await access(fileURLToPath(address));
  return 200;
}

type Tell = ReturnType<typeof about>;

function answered(
  tell: Tell,
  { address, status, seconds }: { address: string; status: number; seconds: number },
) {
  const found = `\`${address}\` answers in ${formatSeconds(seconds)}`;
  if (status === 407) return unreached(tell, address, { code: 'PROXY_LOGIN' });
  if (status === 401 || status === 403)
    return tell.warn(
      `${found}, but denies access (HTTP ${status})`,
      'Set the file with the user’s credentials under `credentials`',
    );
  if (status === 404)
    return tell.warn(`${found}, but without the requested file (HTTP 404)`, 'Check the URL');
  return status >= 500
    ? tell.fail(
        `${found} with HTTP ${status}`,
        'Try again later, or set a mirror under `indexes` or `channels`',
      )
    : tell.ok(found);
}

const PROXY =
  'Set or correct the proxy under `environment` (`https_proxy`), or set a mirror under `indexes` and `channels`';
const unreachedWords: Record<string, [why: string, fix: string]> = {
  ENOTFOUND: ['its host name cannot be resolved', PROXY],
  EAI_AGAIN: ['its host name cannot be resolved', PROXY],
  ECONNREFUSED: ['the connection was refused', PROXY],
  ENETUNREACH: ['there is no route to it', PROXY],
  EHOSTUNREACH: ['there is no route to it', PROXY],
  ETIMEDOUT: [`no answer within ${MILLISECONDS / 1000} s`, PROXY],
  ENOENT: ['the directory does not exist', 'Check the path'],
  PROXY_LOGIN: ['the proxy requires a user name and a password', 'Configure a proxy that this app can use'],
};

/** Matches the many codes of a certificate that is not trusted: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const CERTIFICATE = /CERT|ISSUER|SIGNED|SIGNATURE|CRL/;

function unreached(
  tell: Tell,
  address: string,
  error: { code?: string | undefined; message?: string },
): SiteFinding {
  const { code = '', message = code } = error;
  const [why, fix] = CERTIFICATE.test(code)
    ? [
        'its certificate is not trusted on this host',
        'Set `ca_bundle` to a file with the certificates of the proxy or mirror',
      ]
    : (unreachedWords[code] ?? [message, PROXY]);
  return tell.fail(`\`${address}\` cannot be reached: ${why}`, fix);
}
