/** Options of conda, pip and uv in pasted commands and requirements files, and how each is handled. */

/** `drop`: left out, with a note; `channel`: the value is a channel; `override`: no default channels; the others are errors. */
type Meaning = 'drop' | 'channel' | 'override' | 'file' | 'path' | 'refuse';

export interface ToolOption {
  meaning: Meaning;
  /** Whether a value follows. */
  value: boolean;
}

/** A table from rows of `meaning: options`; options that take a value end in `=`. */
function options(rows: Partial<Record<Meaning, string>>): ReadonlyMap<string, ToolOption> {
  const entries = Object.entries(rows).flatMap(([meaning, names]) =>
    names.split(' ').map((name): [string, ToolOption] => {
      return [name.replace('=', ''), { meaning: meaning as Meaning, value: name.endsWith('=') }];
    }),
  );
  return new Map(entries);
}

/** conda, mamba, micromamba: https://docs.conda.io/projects/conda/en/stable/commands/install.html */
export const condaOptions = options({
  drop: '-y --yes -q --quiet -v --verbose -n= --name= -p= --prefix= -k --strict-channel-priority --channel-priority= --solver= --update-all --all --freeze-installed --json --no-update-deps',
  channel: '-c= --channel= --repodata-channel=',
  override: '-O --override-channels',
  file: '-f= --file=',
});

/** pip, `uv pip` and requirements files: https://pip.pypa.io/en/stable/cli/pip_install/ */
export const pipOptions = options({
  drop: '-y --yes -q --quiet -v --verbose -U --upgrade --user --no-cache-dir --no-cache --force-reinstall --no-input --disable-pip-version-check --progress-bar= --root-user-action= --break-system-packages --system --hash= --prefer-binary --upgrade-strategy= --trusted-host= --timeout= --retries=',
  channel: '-i= --index-url= --extra-index-url= --index= --default-index=',
  file: '-r= --requirement= --requirements= -c= --constraint= --constraints=',
  path: '-e= --editable= -f= --find-links= --prefix= -t= --target= --root=',
});
