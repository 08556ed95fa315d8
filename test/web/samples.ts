/** One model for each state that a page can be in. */
import type { Pages, renderPage } from '../../src/web/pages/render.js';
import { buildSamples } from './samples/build.js';
import { changeSamples } from './samples/changes.js';
import { createSamples } from './samples/create.js';
import { listSamples } from './samples/lists.js';
import { previewSamples } from './samples/preview.js';
import type { Sample } from './samples/sample.js';

export { hostile } from './samples/sample.js';

export const samples: Sample[] = [
  ...createSamples,
  ...previewSamples,
  ...buildSamples,
  ...listSamples,
  ...changeSamples,
];

/** The HTML of a sample. */
export function renderSample({ name, model }: Sample, render: typeof renderPage): string {
  return render<keyof Pages>(name, model);
}
