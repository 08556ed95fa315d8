/** A real git server on loopback HTTPS: git's own `http-backend`, for bare repositories that a test makes. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const NOBODY = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', PATH: '/usr/bin:/bin' };
const PERSON = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', '-c', 'init.defaultBranch=main'];

export class GitServer {
  readonly root = mkdtempSync(join(tmpdir(), 'create-kernel-git-'));
  /** The paths that were asked for. */
  readonly asked: string[] = [];

  /**
   * Makes a repository; the text of a link begins with `->`. `submodules` are commits by their paths. Gives the id of its
   * commit.
   */
  add(
    path: string,
    files: Readonly<Record<string, string>>,
    submodules: Readonly<Record<string, string>> = {},
  ): string {
    const work = mkdtempSync(join(this.root, 'work-'));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, name)), { recursive: true });
      if (text.startsWith('->')) symlinkSync(text.slice(2), join(work, name));
      else writeFileSync(join(work, name), text);
    }
    const git = (...words: string[]) => this.run(work, ...words);
    git('init', '-q');
    git('add', '-A');
    for (const [name, commit] of Object.entries(submodules))
      git('update-index', '--add', '--cacheinfo', `160000,${commit},${name}`);
    git('commit', '-qm', 'All files', '--allow-empty');
    git('tag', 'v1');
    const bare = join(this.root, path);
    mkdirSync(dirname(bare), { recursive: true });
    git('clone', '-q', '--bare', '.', bare);
    git('--git-dir', bare, 'config', 'uploadpack.allowFilter', 'true');
    return git('rev-parse', 'HEAD');
  }

  /** Adds a commit with other texts of some files. */
  change(path: string, files: Readonly<Record<string, string>>): void {
    const work = mkdtempSync(join(this.root, 'work-'));
    this.run(work, 'clone', '-q', join(this.root, path), '.');
    for (const [name, text] of Object.entries(files)) writeFileSync(join(work, name), text);
    this.run(work, 'commit', '-qam', 'Other files');
    this.run(work, 'push', '-q');
  }

  private run(cwd: string, ...words: string[]): string {
    const options = { cwd, env: { ...NOBODY, HOME: cwd }, stdio: 'pipe', encoding: 'utf8' } as const;
    return execFileSync('git', [...PERSON, ...words], options).trim();
  }

  readonly handler = (request: IncomingMessage, response: ServerResponse): void => {
    const { url = '', method = 'GET', headers } = request;
    const [path = '', query = ''] = url.split('?');
    this.asked.push(path);
    const child = spawn('git', ['http-backend'], {
      env: {
        ...NOBODY,
        ...{ GIT_PROJECT_ROOT: this.root, GIT_HTTP_EXPORT_ALL: '1', PATH_INFO: path, QUERY_STRING: query },
        ...{ REQUEST_METHOD: method, CONTENT_TYPE: headers['content-type'] ?? '' },
        HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
        GIT_PROTOCOL: String(headers['git-protocol'] ?? ''),
      },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    request.pipe(child.stdin).on('error', () => {});
    const pieces: Buffer[] = [];
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.on('close', () => {
      const whole = Buffer.concat(pieces);
      const end = whole.indexOf('\r\n\r\n');
      const lines = whole.subarray(0, end).toString().split('\r\n');
      const fields = lines.map((line) => line.split(': '));
      const status = Number(fields.find(([name]) => name === 'Status')?.[1]?.slice(0, 3) ?? 200);
      response.writeHead(status, Object.fromEntries(fields.filter(([name]) => name !== 'Status')));
      response.end(whole.subarray(end + 4));
    });
  };
}
