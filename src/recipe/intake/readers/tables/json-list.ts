/** The JSON of `pip list --format=json`, `uv pip list --format=json` and `conda list --json`. */
import * as z from 'zod';
import type { Finding } from '../../../../reading/finding.js';
import type { GivenText } from '../../../../reading/given-text.js';
import { type Reader, sureness } from '../../../../reading/reader.js';
import { readJson } from '../../../formats/files/json-file.js';
import { shaped } from '../../../formats/files/shape.js';
import { installedFindings } from './installed.js';
import { ownPackage } from './pip-list.js';

const row = z.looseObject({
  name: z.string(),
  version: z.string(),
  build_string: z.string().optional(),
  channel: z.string().default(''),
  editable_project_location: z.string().optional(),
});

export const jsonList: Reader = {
  id: 'json-list',
  label: 'a list of pip or conda in JSON',
  recognizes: ({ text }) =>
    /^\s{0,100}\[\s{0,1000}\{/.test(text) && /"name"\s{0,20}:/.test(text) && /"version"\s{0,20}:/.test(text)
      ? sureness.certain
      : sureness.no,
  read,
};

function read(given: GivenText): Finding[] {
  const rows = shaped(z.array(row), readJson(given), given);
  const conda = rows.flatMap(({ build_string: build, ...each }) =>
    build === undefined ? [] : [{ ...each, build, place: { from: each.name } }],
  );
  const pip = rows.filter(({ build_string }) => build_string === undefined);
  return [
    ...installedFindings(conda),
    ...pip.map(({ name, version, editable_project_location: directory }) => ({
      ...ownPackage(name, version, directory),
      from: name,
    })),
  ];
}
