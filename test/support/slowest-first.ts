/** The order of the test files: the slowest ones first, so that those that end last are short. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Those that take a minute or more, slowest first; `npm test` prints them. */
const slow = [
  'real/cli.test.ts',
  'real/release/archive.test.ts',
  'real/additions.test.ts',
  'real/browser/accessibility.test.ts',
  'real/reports/isolation.test.ts',
  'real/modules.test.ts',
  'real/preview.test.ts',
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
