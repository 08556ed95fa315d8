/** The form: empty, understood, and with mistakes. */
import formDefinition from '../../../form.yml';
import type { FormFieldView } from '../../../src/shared/form/create-page.js';

import {
  isAboutNotebook,
  isBasic,
  parseFormDefinition,
} from '../../../src/web/form/fields/form-definition.js';
import type { Pages } from '../../../src/web/pages/render.js';
import { frame, hostile, type Sample } from './sample.js';

export const fields = parseFormDefinition(formDefinition);

const typed = { kernel_packages: `numpy>=2\ncv2\n${hostile}`, kernel_name: 'Climate analysis' };
const understood: NonNullable<Pages['create']['understood']> = {
  name: 'climate-analysis',
  display_name: 'Climate analysis',
  chips: [
    { kind: 'package', value: 'numpy>=2', label: 'numpy ≥ 2' },
    { kind: 'package', value: 'opencv-python-headless', label: 'cv2 → opencv-python-headless' },
    { kind: 'channel', value: hostile, label: hostile, about: 'channel from your text' },
    { kind: 'problem', value: '', label: hostile },
    { kind: 'note', value: '', label: '3 lines were not packages' },
  ],
  problems: [],
  servers: [hostile],
  from_index: `\`${hostile}\` needs a package manager for conda channels`,
  logo: { letters: 'Py', background: '#2f6aa3', ink: '#fff' },
  summary: {
    manager: 'conda',
    channels: ['bioconda', hostile],
    language: 'Python 3.12',
    test: 'The kernel is started and each package is imported.',
    packages: 2,
    prefix: '/nobackup/users/ada/kernels/climate-analysis/1',
    free_bytes: 312e9,
    total_bytes: 1e12,
  },
};

const unticked = {
  id: 'agree_LICENCE',
  widget: 'check_box',
  label: `I accept the licence ${hostile}`,
  required: false,
  value: '',
  problem: {
    code: 'preset-not-accepted',
    message: 'This preset has terms to accept first: I accept the licence',
    hint: 'Tick the box to accept',
    field: 'agree_LICENCE',
  },
} as const;

export const createSamples: Sample[] = [
  { title: 'create-empty', name: 'create', model: createPage({}) },
  {
    title: 'create-understood',
    name: 'create',
    model: createPage(typed, {
      understood,
      retry_of: 'b2',
      presets: [
        { id: 'science', title: 'Scientific Python', description: 'numpy, scipy, pandas, matplotlib' },
        { id: 'torch', title: 'PyTorch', description: 'torch and torchvision for this cluster’s GPUs' },
      ],
    }),
  },
  {
    title: 'create-preset',
    name: 'create',
    model: closedPage({
      kernel_packages: 'powerai\nkeras',
      kernel_manager: 'conda',
      kernel_channels: hostile,
      language_version: '3.6',
    }),
  },
  {
    title: 'create-problems',
    name: 'create',
    model: createPage(typed, {
      advanced_open: true,
      problems: [
        {
          code: 'package-not-understood',
          message: `The package \`${hostile}\` is not a package spec`,
          hint: 'Write a package spec such as `numpy` or `numpy>=1.26,<3`',
          field: 'kernel_packages',
        },
        {
          code: 'channel-not-understood',
          message: '`conda forge` is not a channel or a package index',
          hint: 'Write a channel name such as `conda-forge`',
          field: 'kernel_channels',
        },
        {
          code: 'manager-missing',
          message: 'The package manager `conda` is not installed on this host',
          hint: 'Choose `uv`',
          field: 'kernel_manager',
        },
        {
          code: 'page-expired',
          message: 'This page was opened too long ago, and its form has expired',
          hint: 'What you typed is kept: send the form again',
        },
      ],
    }),
  },
];

/** A preset that leaves nothing open but the name, and asks for something. */
function closedPage(values: Record<string, string>): Pages['create'] {
  const page = createPage(values, {
    advanced_open: true,
    preset: { id: 'powerai', title: `IBM PowerAI ${hostile}`, description: hostile, agree: [unticked] },
    problems: [unticked.problem],
  });
  const close = (field: FormFieldView): FormFieldView =>
    field.id === 'kernel_name' || /^(job|keep)_/.test(field.id) ? field : { ...field, closed: true };
  return { ...page, basic: page.basic.map(close), advanced: page.advanced.map(close) };
}

function createPage(values: Record<string, string>, more: Partial<Pages['create']> = {}): Pages['create'] {
  const problems = more.problems ?? [];
  const views = fields.map((field) => {
    const problem = problems.find((each) => each.field === field.id);
    const known = field.id === 'kernel_modules' && { known: ['gcc/12.2.0', hostile] };
    return { ...field, value: values[field.id] ?? '', ...(problem && { problem }), ...known };
  });
  return {
    ...frame('Create a kernel', 'create'),
    basic: views.filter(({ id }) => isBasic(id)),
    advanced: views.filter(({ id }) => !isBasic(id) && !isAboutNotebook(id)),
    notebook_fields: views.filter(({ id }) => isAboutNotebook(id)),
    advanced_open: false,
    problems,
    presets: [],
    my_recipes: [
      {
        id: 'mine',
        title: hostile,
        packages: [hostile],
        link: { path: '/pun/sys/create_kernel/#recipe=x', left_out: [hostile] },
      },
      { id: 'broken', title: hostile },
    ],
    hidden_fields: {},
    bases: [{ name: 'lab', display_name: hostile }],
    example_command: 'conda install -c conda-forge geopandas rasterio',
    gpus: [],
    solve: true,
    look_up: true,
    take_servers: false,
    sent: false,
    test: understood.summary.test,
    upload_formats: ['a list of packages', 'a recipe'],
    intake_hosts: ['git.example.org'],
    upload_most: '2 MB',
    upload_bytes: 2_000_000,
    ...more,
  };
}
