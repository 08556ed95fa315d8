/** Another account on the same host: it makes environments from the locks of a home’s kernels, with the managers’ own commands. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../src/base/process.js';
import type { Home } from './home.js';

const LIST = `from importlib.metadata import distributions
print(*sorted({"%s %s" % (each.metadata["Name"], each.version) for each in distributions()}), sep="\\n")`;

export class OtherAccount {
  readonly directory: string;

  constructor(private readonly home: Home) {
    this.directory = join(home.directory, 'another account');
    mkdirSync(this.directory);
  }

  /** Runs a program; what was downloaded once need not be downloaded again. @throws Error with all its output if it fails. */
  async run(argv: string[]): Promise<string> {
    const caches = join(this.home.environments, '.package-cache');
    const environment = {
      ...this.home.site.environment,
      HOME: this.directory,
      PIP_NO_COMPILE: '1',
      PIP_CACHE_DIR: join(caches, 'pip'),
      UV_CACHE_DIR: join(caches, 'uv'),
    };
    const { exit, stdout, stderr } = await run(argv, { environment, seconds: 600 });
    if (exit !== 0) throw new Error(`${argv.join(' ')}\n${stdout}\n${stderr}`);
    return stdout;
  }

  /** The names and versions of what is installed in an environment. */
  async packagesIn(prefix: string): Promise<string[]> {
    return (await this.run([join(prefix, 'bin/python'), '-I', '-c', LIST])).split('\n');
  }
}
