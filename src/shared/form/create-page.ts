/** The model of the page *Create*. */

import type { Problem } from '../../base/errors.js';
import type { Frame } from '../frame.js';
import type { LinkView } from '../link-view.js';
import type { FormField } from './form-field.js';
import type { Understood } from './understood.js';

export interface FormFieldView extends FormField {
  value: string;
  /** Names to choose from; other text is allowed. */
  known?: readonly string[];
  problem?: Problem;
  /** The preset sets the value, and it cannot be changed. */
  closed?: true;
  /** A kernel keeps this value. */
  fixed?: true;
}

/** The preset that fills in the form. */
export interface PresetView {
  id: string;
  title: string;
  description: string;
  /** Boxes that must be ticked. */
  agree: FormFieldView[];
}

/** Why the build failed that *Edit and retry* came from, and the fixes that it offers. */
export interface RetryCause extends Problem {
  next: { id: string; label: string }[];
}

/** A choice of a GPU, as the variables of a build. */
export interface GpuChoice {
  title: string;
  variables: Readonly<Record<string, string>>;
  /** A further package index, as the field *Channels* has it. */
  channel?: string;
}

/** A recipe that the person has saved. */
export interface MyRecipeView {
  id: string;
  title: string;
  /** Absent if its file is broken. */
  packages?: readonly string[];
  link?: LinkView;
}

export interface CreatePage extends Frame {
  basic: FormFieldView[];
  advanced: FormFieldView[];
  /** The notebook to run, and what concerns it. */
  notebook_fields: FormFieldView[];
  advanced_open: boolean;
  problems: Problem[];
  /** The presets to choose from; empty when one is selected. */
  presets: { id: string; title: string; description: string }[];
  preset?: PresetView;
  understood?: Understood;
  /** Whether the box for servers is ticked. */
  take_servers: boolean;
  /** How a kernel is tested, as a sentence. */
  test: string;
  /** The kernel that the form begins with, and what was left out of it. */
  like?: { display_name: string; notes: readonly string[] };
  /** The recipes that the person has saved. */
  my_recipes: readonly MyRecipeView[];
  /** The saved recipe that the form begins with: its title. */
  from_recipe?: string;
  /** The form was saved now. */
  saved?: { title: string; replaced: boolean; left_out: readonly string[] };
  /** The kernels that the form can begin with. */
  bases: readonly { name: string; display_name: string }[];
  /** The build that *Edit and retry* came from. */
  retry_of?: string;
  /** The name of the kernel that the form changes, instead of making a new one. */
  update_of?: string;
  /** The installed packages of which it takes the newest versions, or true for all. */
  upgrade?: true | readonly string[];
  /** Values that the form keeps, by their names. */
  hidden_fields: Readonly<Record<string, string>>;
  retry_cause?: RetryCause;
  /** The formats that a file may have, in words. */
  upload_formats: readonly string[];
  /** Hosts from which a text can be given by its URL. */
  intake_hosts: readonly string[];
  /** The size limit of a file, in words and as a number. */
  upload_most: string;
  upload_bytes: number;
  /** An install command that this site can follow. */
  example_command: string;
  /** The first changes nothing; empty if the site has no GPUs. */
  gpus: GpuChoice[];
  /** Whether the package manager's dry run runs while a person types. */
  solve: boolean;
  /** Whether the package index is asked about the packages while a person types. */
  look_up: boolean;
  /** The form has values that were sent, which a draft must not replace. */
  sent: boolean;
}
