/** The order of the test files: the slowest ones first, so that those that end last are short. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take half a minute or more, roughly the slowest first; `npm test` prints the slowest. */
const slow = [
  'real/cli.test.ts',
  'real/release/archive.test.ts',
  'real/additions.test.ts',
  'real/browser/accessibility.test.ts',
  'real/reports/isolation.test.ts',
  'real/modules.test.ts',
  'real/preview.test.ts',
  'real/rebuild.test.ts',
  'real/rattler.test.ts',
  'real/reports/host.test.ts',
  'real/pun/kernel.test.ts',
  'real/killed.test.ts',
  'real/pun/lifecycle.test.ts',
  'real/release/clone.test.ts',
  'real/source-builds.test.ts',
  'real/script.test.ts',
  'real/lock.test.ts',
  'kernels/operations/makes/rebuild.test.ts',
  'web/blocking.test.ts',
  'kernels/moves/killed.test.ts',
  'kernels/operations/makes/full-disk.test.ts',
];

export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const index = slow.findIndex((path) => moduleId.endsWith(`/test/${path}`));
      return index < 0 ? slow.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
