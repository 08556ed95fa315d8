/** Options of package managers in pasted commands and requirements files, and how each is handled. */

/**
 * `drop`: left out, with a reason; `channel`: the value is a channel; `override`: no default channels; `main`, `extra` and
 * `links`: the value is an index or a page with files; `name` and `place`: the environment's name or prefix; `file`: the value is
 * a file with packages; `editable`: the value is a repository or a directory.
 */
export type Meaning =
  | 'drop'
  | 'channel'
  | 'override'
  | 'main'
  | 'extra'
  | 'links'
  | 'name'
  | 'place'
  | 'file'
  | 'editable'
  | 'version';

export interface ToolOption {
  meaning: Meaning;
  /** Whether a value follows. */
  value: boolean;
  /** Why it is left out. */
  reason?: string;
}

type Rows = readonly { meaning: Meaning; options: string; reason?: string }[];

/** A table of options; those that take a value end in `=`. */
function table(rows: Rows): ReadonlyMap<string, ToolOption> {
  return new Map(
    rows.flatMap(({ meaning, options, reason }) =>
      options.split(' ').map((name): [string, ToolOption] => {
        return [name.replace('=', ''), { meaning, value: name.endsWith('='), ...(reason && { reason }) }];
      }),
    ),
  );
}

const WAYS = 'the app decides how packages are installed';
const ENVIRONMENT = 'packages go into the environment of the kernel';

/** conda, mamba, micromamba: https://docs.conda.io/projects/conda/en/stable/commands/install.html */
export const condaOptions = table([
  {
    meaning: 'drop',
    options:
      '-y --yes -q --quiet -v --verbose -k --insecure -d --dry-run -S --satisfied-skip-solve --strict-channel-priority --channel-priority= --no-channel-priority --flexible-channel-priority --solver= --experimental-solver= --update-all --all --update-deps --update-specs --freeze-installed --no-update-deps --no-update-dependencies --json --copy --offline --use-local --force --force-reinstall --no-deps --only-deps --no-pin --no-default-packages --use-index-cache --download-only --subdir= --platform= --prune --dev',
    reason: WAYS,
  },
  { meaning: 'name', options: '-n= --name=' },
  { meaning: 'place', options: '-p= --prefix= -r= --root-prefix=' },
  {
    meaning: 'drop',
    options: '--clone=',
    reason: 'a new environment is made from the packages that are named',
  },
  { meaning: 'channel', options: '-c= --channel= --repodata-channel=' },
  { meaning: 'override', options: '-O --override-channels' },
  { meaning: 'file', options: '-f= --file=' },
]);

/** pip, `uv pip` and requirements files: https://pip.pypa.io/en/stable/cli/pip_install/ */
export const pipOptions = table([
  {
    meaning: 'drop',
    options:
      '-y --yes -q --quiet -v --verbose -U --upgrade -I --ignore-installed --ignore-requires-python --no-cache-dir --no-cache --cache-dir= --force-reinstall --reinstall --no-input --no-deps --no-dependencies --disable-pip-version-check --no-python-version-warning --progress-bar= --root-user-action= --prefer-binary --upgrade-strategy= --timeout= --default-timeout= --retries= --exists-action= --compile --no-compile --no-warn-script-location --no-warn-conflicts --use-feature= --use-deprecated= --use-pep517 --no-use-pep517 --no-clean --require-virtualenv --isolated --log= --dev --group= --editable-mode= --resolution= --index-strategy= --link-mode= --native-tls --hash= --require-hashes --process-dependency-links --src= --bounds= --frozen --locked --no-sync --no-progress --offline --refresh',
    reason: WAYS,
  },
  {
    meaning: 'drop',
    options:
      '--user --break-system-packages --system --script= --active --package= --project= --directory= -t= --target= --prefix= --root= --platform= --abi= --implementation=',
    reason: ENVIRONMENT,
  },
  { meaning: 'drop', options: '--trusted-host=', reason: 'certificates are always checked' },
  {
    meaning: 'drop',
    options: '--proxy= --cert= --client-cert= --keyring-provider=',
    reason: 'the site sets how the index is reached',
  },
  {
    meaning: 'drop',
    options: '--pre --prerelease=',
    reason: 'a pre-release is installed if its version is named, such as `x==2.0rc1`',
  },
  { meaning: 'drop', options: '--no-index', reason: 'the index of the site is used as well' },
  {
    meaning: 'drop',
    options:
      '--no-binary= --only-binary= --no-build --no-build-isolation --no-build-isolation-package= --build-option= --global-option= --install-option= --config-settings= -C=',
    reason: 'wheels are used where there are some, and packages without one are built in isolation',
  },
  {
    meaning: 'drop',
    options: '--torch-backend=',
    reason: 'name the index of the variant, such as `--extra-index-url https://download.pytorch.org/whl/cpu`',
  },
  { meaning: 'version', options: '-p= --python= --python-version=' },
  { meaning: 'main', options: '-i= --index-url= --pypi-url= --default-index=' },
  { meaning: 'extra', options: '--extra-index-url= --index=' },
  { meaning: 'links', options: '-f= --find-links=' },
  {
    meaning: 'file',
    options:
      '-r= --requirement= --requirements= -c= --constraint= --constraints= --build-constraint= --build-constraints= -b= --override= --overrides=',
  },
  { meaning: 'editable', options: '-e= --editable=' },
]);

/** `pixi add`: https://pixi.sh/latest/reference/cli/pixi/add/ */
export const pixiOptions = table([
  {
    meaning: 'drop',
    options:
      '--pypi -p= --platform= -f= --feature= --no-install --no-lockfile-update --host --build -q -v --editable --git= --branch= --tag= --rev= --subdir= -s= --manifest-path= -e= --environment= --expose= --with=',
    reason: WAYS,
  },
  { meaning: 'channel', options: '-c= --channel=' },
]);

/** `poetry add`, `pipenv install`, `pdm add`, `rye add`. */
export const projectOptions = table([
  {
    meaning: 'drop',
    options:
      '-G= --group= -D -d --dev --dev-packages -q --quiet -v --verbose --lock --dry-run --optional -E= --extras= --allow-prereleases --pre --skip-lock --no-sync --sync --deploy --system --source= --platform= -n --no-interaction --prerelease --save-compatible --save-exact --save-wildcard --save-minimum',
    reason: WAYS,
  },
  { meaning: 'version', options: '--python= --three' },
  { meaning: 'main', options: '-i= --index= --pypi-mirror=' },
  { meaning: 'extra', options: '--extra-index-url=' },
  { meaning: 'file', options: '-r= --requirements= -c= --constraint=' },
  { meaning: 'editable', options: '-e= --editable=' },
]);
