import { describe, expect, it } from 'vitest';
import { managers } from '../../src/managers/index.js';
import type { PlanContext } from '../../src/plan/context.js';
import { makePlan } from '../../src/plan/make-plan.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import { phases } from '../../src/shared/phases.js';
import { renderScript } from '../../src/steps/script.js';
import { conda, context, curl, interpreter, mamba, micromamba, recipe, uv } from '../support/host.js';

/** The part of the script that makes the environment, without the text of the helper programs. */
function environmentOf(fields: Partial<RecipeInput>, host: PlanContext): string {
  const script = renderScript(makePlan(recipe(fields), host));
  const [, made = ''] = /(# ── create ──.*)# ── register ──/s.exec(script) ?? [];
  return made.replace(/(cat > \S+\.(?:py|sh) <<'END'\n).*?\nEND\n/gs, '$1…\nEND\n').trim();
}

function commandOf(step: string, fields: Partial<RecipeInput>, host: PlanContext): string[] {
  const { action } = makePlan(recipe(fields), host).steps.find(({ id }) => id === step) ?? {};
  return action?.kind === 'command' ? action.argv : [];
}

describe('the script for uv', () => {
  it('locks everything in one solve and installs the lock', () => {
    expect(environmentOf({ packages: ['numpy>=1.26', 'six'] }, context({ uv }))).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Make an environment with Python
      UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv venv --no-project --python /usr/bin/python3.11 --prompt first /envs/first/1

      # ── activate ──

      # Activate it, and note what that changes
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /envs/first/1/bin/activate
      set -e
      [ "\${VIRTUAL_ENV:-}" = /envs/first/1 ] || { echo 'The activation did not work' >&2; exit 1; }
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/after.env

      # ── install ──

      # Keep the recipe with the environment
      mkdir -p -- /envs/first/1/.create_kernel
      cat > /envs/first/1/.create_kernel/recipe.yml <<'END'
      name: first
      packages:
        - numpy>=1.26
        - six
      END

      # Write down what is asked for: 2 packages and the kernel itself
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt <<'END'
      ipykernel
      pip
      numpy>=1.26
      six
      END

      # Find versions that fit together, and lock them
      UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv pip compile --quiet --generate-hashes --no-header --no-annotate --python /envs/first/1/bin/python --output-file /envs/first/1/.create_kernel/lock.txt /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt

      # Install the locked packages
      UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv pip install --python /envs/first/1/bin/python --requirement /envs/first/1/.create_kernel/lock.txt"
    `);
  });

  it('gets uv first where the site has none, once', () => {
    const made = environmentOf({ channels: ['https://x/simple'] }, context({}));
    expect(made.split('# Make an environment')[0]).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Prepare to get uv, which this site does not have yet
      /usr/bin/python3.11 -m venv /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv

      # Get uv from the package index
      PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv/bin/python -m pip install --index-url https://x/simple uv

      # Make a directory for private programs
      mkdir -p -- /home/ada/data/tools

      # Keep uv for the next time
      mv -T -- /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv/bin/uv /home/ada/data/tools/uv

      "
    `);
  });
});

describe('the script for venv', () => {
  it('installs everything in one run of pip, and locks what that reports', () => {
    const fields = { manager: 'venv', packages: ['six'], install_variables: { CC: 'gcc -O2' } };
    expect(environmentOf(fields, context())).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Make an environment with Python and pip
      /usr/bin/python3.11 -m venv /envs/first/1

      # ── activate ──

      # Activate it, and note what that changes
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /envs/first/1/bin/activate
      set -e
      [ "\${VIRTUAL_ENV:-}" = /envs/first/1 ] || { echo 'The activation did not work' >&2; exit 1; }
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/after.env

      # ── install ──

      # Keep the recipe with the environment
      mkdir -p -- /envs/first/1/.create_kernel
      cat > /envs/first/1/.create_kernel/recipe.yml <<'END'
      name: first
      manager: venv
      packages:
        - six
      install_variables:
        CC: gcc -O2
      END

      # Write down what is asked for: 1 package and the kernel itself
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt <<'END'
      ipykernel
      pip
      six
      END

      # Find versions that fit together, and install them
      PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 CC='gcc -O2' /envs/first/1/bin/python -m pip install --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --requirement /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt

      # Write the program that makes the lock
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py <<'END'
      …
      END

      # Lock the exact versions
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --output /envs/first/1/.create_kernel/lock.txt"
    `);
  });

  it('renews a pip that cannot report', () => {
    const host = context({ interpreters: [interpreter('3.8.18', '21.1')] });
    expect(commandOf('renew-pip', { manager: 'venv' }, host)).toEqual([
      ...['/envs/first/1/bin/python', '-m', 'pip', 'install', '--upgrade', 'pip'],
    ]);
  });

  it('lists the versions where no such pip runs on this Python', () => {
    const host = context({ interpreters: [interpreter('3.6.15', '18.1')] });
    const made = environmentOf({ manager: 'venv' }, host);
    expect(made).toContain('pip freeze --all > ');
    expect(made).toContain('ipykernel<6\n');
    expect(made).not.toContain('--report');
  });
});

describe('the script for the conda family', () => {
  it('creates everything in one solve from the given channels, and lets pip add the rest', () => {
    const fields = {
      language_version: '3.10',
      channels: ['bioconda', 'conda-forge'],
      packages: ['numpy>=1.26', 'conda-forge::gdal'],
      pip_packages: ['cdsapi'],
    };
    expect(environmentOf(fields, context({ conda }))).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Find versions that fit together, and install Python and 2 packages
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /opt/conda/bin/conda create --yes --prefix /envs/first/1 --override-channels --channel bioconda --channel conda-forge python=3.10 ipykernel pip 'numpy>=1.26' conda-forge::gdal

      # Check that Python is there
      test -x /envs/first/1/bin/python

      # Write the program that activates it
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/activate.sh <<'END'
      …
      END

      # ── activate ──

      # Activate it, and note what that changes
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /home/ada/.local/share/jupyter/create_kernel/first-1/activate.sh /envs/first/1 /home/ada/.local/share/jupyter/create_kernel/first-1/notes.txt /opt/conda/bin/conda
      set -e
      [ "\${CONDA_PREFIX:-}" = /envs/first/1 ] || { echo 'The activation did not work' >&2; exit 1; }
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/after.env

      # ── install ──

      # Keep the recipe with the environment
      mkdir -p -- /envs/first/1/.create_kernel
      cat > /envs/first/1/.create_kernel/recipe.yml <<'END'
      name: first
      language_version: "3.10"
      channels:
        - bioconda
        - conda-forge
      packages:
        - numpy>=1.26
        - conda-forge::gdal
      pip_packages:
        - cdsapi
      END

      # Write down what pip shall add
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/pip-packages.txt <<'END'
      cdsapi
      END

      # Install the pip packages
      PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /envs/first/1/bin/python -m pip install --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --requirement /home/ada/.local/share/jupyter/create_kernel/first-1/pip-packages.txt

      # Write the program that makes the lock
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py <<'END'
      …
      END

      # Lock the exact versions
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --output /envs/first/1/.create_kernel/pip-lock.txt

      # Lock the exact versions from the channels
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /opt/conda/bin/conda list --explicit --md5 --prefix /envs/first/1 > /envs/first/1/.create_kernel/lock.txt"
    `);
  });

  it.each([
    ['conda', { conda }, '/opt/conda/bin/conda'],
    ['mamba', { mamba }, '/opt/mamba'],
    ['micromamba', { micromamba }, '/opt/micromamba'],
  ])('activates what %s made by a program of its own, the same for all', (manager, tools, program) => {
    const staging = '/home/ada/.local/share/jupyter/create_kernel/first-1';
    const line = `. ${staging}/activate.sh /envs/first/1 ${staging}/notes.txt ${program}\n`;
    expect(environmentOf({ manager }, context(tools))).toContain(line);
  });

  it.each([
    ['3.6', 'ipykernel<6'],
    ['3.7', 'ipykernel<6.17'],
    ['3.8', 'ipykernel<7'],
    ['3.9', 'ipykernel'],
    ['', 'ipykernel'],
  ])('takes an ipykernel that Python %s can run: %s', (language_version, spec) => {
    const words = commandOf('create-environment', { language_version }, context({ conda, interpreters: [] }));
    expect(words.slice(words.indexOf('conda-forge') + 1)).toEqual([
      language_version ? `python=${language_version}` : 'python',
      spec,
      'pip',
    ]);
  });

  it("puts a private conda into the kernel's own directory where the site names an installer", () => {
    const settings = { conda_installer: { url: 'https://x/conda.sh', sha256: 'a'.repeat(64) } };
    const made = environmentOf({}, context({ interpreters: [], curl }, settings));
    expect(made.split('# Find versions')[0]).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Get the conda installer
      /usr/bin/curl -fsSL -o /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh https://x/conda.sh

      # Write down the hash that it must have
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sha256 <<'END'
      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh
      END

      # Check that it is the one that the site trusts
      sha256sum --check /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sha256

      # Install a private conda
      bash /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh -b -u -p /envs/first/installer

      "
    `);
    expect(made).toContain('/envs/first/installer/bin/conda create --yes --prefix /envs/first/1');
  });

  it('writes a package cache that nobody else writes meanwhile', () => {
    const { steps } = makePlan(recipe(), context({ conda, interpreters: [] }));
    const exclusive = steps.filter((step) => step.exclusive);
    expect(exclusive.map(({ id, exclusive: cache }) => [id, cache])).toEqual([
      ['create-environment', '/envs/.package-cache/conda'],
    ]);
  });
});

describe('modules', () => {
  it('are loaded before everything else, and refused where there are none', () => {
    const fields = { modules: ['gcc/12.2', 'cuda'] };
    const host = context({ uv, modules: '/etc/lmod.sh' }, { modules: { purge: true } });
    expect(environmentOf(fields, host).split('# Make an environment')[0]).toMatchInlineSnapshot(`
      "# ── create ──

      # Make a private directory for what is temporary
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Make the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Mark the directory as this kernel’s own
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Load the modules gcc/12.2, cuda
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /etc/lmod.sh
      module purge
      module load gcc/12.2 cuda || exit 1
      set -e

      "
    `);
    expect(() => makePlan(recipe(fields), context({ uv }))).toThrow(/no module system/);
    const elsewhere = context({ uv }, { modules: { init: '/node/lmod.sh' } });
    expect(() => makePlan(recipe(fields), elsewhere)).toThrow(/no module system/);
    const script = renderScript(makePlan(recipe({ ...fields, build_on: 'cluster' }), elsewhere));
    expect(script).toContain('. /node/lmod.sh\n');
  });
});

describe('every plan', () => {
  const everything = context({ uv, conda, mamba, micromamba, modules: '/m' });
  const plans = Object.keys(managers).map((manager) => {
    const pip_packages = managers[manager]?.installs.includes('conda') ? ['cdsapi'] : [];
    const fields = { manager, packages: ['six'], pip_packages, modules: ['gcc'], location: 'scratch' };
    return [manager, makePlan(recipe(fields), everything)] as const;
  });

  it.each(plans)(
    'of %s has its steps in the order of the phases, so that the script is what is run',
    (_, { steps }) => {
      const order = steps.map(({ phase }) => phases.indexOf(phase));
      expect(order).toEqual([...order].sort());
      expect(new Set(order).size).toBe(phases.length);
    },
  );

  it.each(plans)('of %s names each step once, with a sentence and its tool', (_, { steps }) => {
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
    for (const { title, action, tool } of steps) {
      expect(title).toMatch(/^[A-Z].*[^.]$/);
      if (action.kind === 'command') expect(tool).toBeTruthy();
    }
  });

  it.each(plans)('of %s keeps to its own places', (_, plan) => {
    expect(plan.prefix).toBe('/scratch/ada/envs/first/1');
    expect(plan.absent).toEqual([plan.prefix, '/home/ada/.local/share/jupyter/kernels/first']);
    for (const { action } of plan.steps)
      if (action.kind === 'write')
        expect(action.path).toMatch(
          /^(\/scratch\/ada\/envs\/first\/|\/home\/ada\/\.local\/share\/jupyter\/create_kernel\/first-1\/)/,
        );
  });

  it.each(plans)('of %s installs nothing for the user, and uses no `conda run`', (_, { steps }) => {
    const words = steps.flatMap(({ action }) => (action.kind === 'command' ? [action.argv.join(' ')] : []));
    for (const each of words) expect(each).not.toMatch(/--user\b|\bconda run\b|ipykernel install/);
  });

  it.each(plans)('of %s is data', (_, plan) => {
    expect(JSON.parse(JSON.stringify(plan))).toEqual(plan);
  });
});

describe('a kernel', () => {
  it('is registered aside, tried from a clean environment, and moved into the launcher at once', () => {
    const script = renderScript(makePlan(recipe({ display_name: 'Été 2024' }), context({ uv })));
    const [, made = ''] = /(# ── register ──.*)/s.exec(script) ?? [];
    expect(made.replace(/(cat > \S+\.(?:py|sh) <<'END'\n).*?\nEND\n/gs, '$1…\nEND\n')).toMatchInlineSnapshot(`
      "# ── register ──

      # Write down what the kernel shall be
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/kernel.json <<'END'
      {
       "argv": [
        "/envs/first/1/bin/python",
        "-Xfrozen_modules=off",
        "-m",
        "ipykernel_launcher",
        "-f",
        "{connection_file}"
       ],
       "display_name": "Été 2024",
       "language": "python",
       "metadata": {
        "debugger": true,
        "create_kernel": {
         "schema": 1,
         "version": "1.0.0",
         "generation": 1,
         "home": "/envs/first",
         "prefix": "/envs/first/1",
         "manager": "uv",
         "recipe": {
          "name": "first",
          "display_name": "Été 2024",
          "language": "python",
          "language_version": "",
          "manager": "auto",
          "channels": [],
          "packages": [],
          "pip_packages": [],
          "modules": [],
          "install_variables": {},
          "kernel_variables": {},
          "location": "",
          "build_on": "",
          "smoke_code": ""
         }
        }
       },
       "variables": {},
       "secrets": [],
       "isolate": [
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "PYTHONEXECUTABLE",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "VIRTUAL_ENV",
        "CONDA_PREFIX"
       ],
       "isolate_set": {
        "PYTHONNOUSERSITE": "1",
        "PIP_USER": "0"
       },
       "logos": [
        "/envs/first/1/share/jupyter/kernels/python3"
       ]
      }
      END

      # Write the program that makes the kernelspec
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/kernelspec.py <<'END'
      …
      END

      # Make the kernelspec, which the generation keeps
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/kernelspec.py --environment /home/ada/.local/share/jupyter/create_kernel/first-1/before.env /home/ada/.local/share/jupyter/create_kernel/first-1/after.env --definition /home/ada/.local/share/jupyter/create_kernel/first-1/kernel.json --output /envs/first/1/.create_kernel/kernelspec

      # Write the program that copies it
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/fill.py <<'END'
      …
      END

      # Copy it aside from the launcher, and fill in what is secret
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/fill.py --kernelspec /envs/first/1/.create_kernel/kernelspec --output /home/ada/.local/share/jupyter/create_kernel/first-1/kernels/first

      # ── verify ──

      # Write down what must work
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe.json <<'END'
      {
       "packages": [],
       "smoke_code": "",
       "language": "python",
       "isolate": [
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "PYTHONEXECUTABLE",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "VIRTUAL_ENV",
        "CONDA_PREFIX"
       ]
      }
      END

      # Write the program that tries the kernel
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe.py <<'END'
      …
      END

      # Write its part that talks to the kernel
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe_kernel.py <<'END'
      …
      END

      # Write its part that lists the packages
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/packages.py <<'END'
      …
      END

      # Write its part that imports them
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/imports.py <<'END'
      …
      END

      # Write its part that looks for what else is worth telling
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe_notes.py <<'END'
      …
      END

      # Start the kernel, run a cell, import each package
      env -i "\${clean[@]}" /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/probe.py --kernel first --kernels /home/ada/.local/share/jupyter/create_kernel/first-1/kernels --prefix /envs/first/1 --definition /home/ada/.local/share/jupyter/create_kernel/first-1/probe.json --report /home/ada/.local/share/jupyter/create_kernel/first-1/report.json

      # ── publish ──

      # Keep what was found out about it
      cp -- /home/ada/.local/share/jupyter/create_kernel/first-1/report.json /envs/first/1/.create_kernel/report.json

      # Write the program that lists the files
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/manifest.py <<'END'
      …
      END

      # Keep a list of the files of this environment
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/manifest.py --prefix /envs/first/1 --output /envs/first/1/.create_kernel/manifest

      # Keep a record of this generation
      mkdir -p -- /envs/first/1/.create_kernel
      cat > /envs/first/1/.create_kernel/generation.json <<'END'
      {
       "schema": 1,
       "kernel": "first",
       "number": 1,
       "operation": "create",
       "manager": "uv",
       "language": "python",
       "language_version": "3.11",
       "version": "1.0.0",
       "kernel_directory": "/home/ada/.local/share/jupyter/kernels/first"
      }
      END

      # Make the directory of your kernels
      mkdir -p -- /home/ada/.local/share/jupyter/kernels

      # Put the kernel into the launcher
      mv -T -- /home/ada/.local/share/jupyter/create_kernel/first-1/kernels/first /home/ada/.local/share/jupyter/kernels/first

      # Remove what was temporary
      cd /
      rm -rf -- /home/ada/.local/share/jupyter/create_kernel/first-1
      END_OF_SCRIPT
      "
    `);
  });
});

describe('secret variables', () => {
  const secret = {
    install_variables: { INDEX_TOKEN: 'hush-install', CC: 'gcc' },
    kernel_variables: { DB_PASSWORD: 'hush-kernel', MODE: 'fast' },
  };
  const plan = makePlan(recipe(secret), { ...context({ uv }), kernel_id: 'k1' });
  const actionOf = (id: string) => plan.steps.find((step) => step.id === id)?.action;

  it('are in a plan and its script by their names alone', () => {
    expect(JSON.stringify(plan)).not.toContain('hush');
    expect(renderScript(plan)).not.toContain('hush');
    expect(plan.secrets).toBe('/home/ada/data/secrets/k1.json');
    expect(actionOf('install-packages')).toMatchObject({
      variables: { CC: 'gcc' },
      secrets: { of: 'install_variables', names: ['INDEX_TOKEN'] },
    });
  });

  it('reach the kernel when its kernelspec is copied, which a generation keeps with marks in their places', () => {
    const definition = actionOf('write-definition');
    expect(JSON.parse(definition?.kind === 'write' ? definition.text : '')).toMatchObject({
      variables: { MODE: 'fast' },
      secrets: ['DB_PASSWORD'],
    });
    expect(actionOf('fill-kernelspec')).toMatchObject({
      secrets: { of: 'kernel_variables', names: ['DB_PASSWORD'] },
    });
  });

  it('are taken from the terminal by a script that is pasted there', () => {
    const script = renderScript(plan);
    expect(script).toContain('env -i INDEX_TOKEN="$INDEX_TOKEN" DB_PASSWORD="$DB_PASSWORD" /bin/bash');
    expect(script).toMatch(/^DB_PASSWORD="\$DB_PASSWORD" \S+python -I \S+fill\.py /m);
  });

  it('ask for no file where there are none', () => {
    expect(makePlan(recipe({ kernel_variables: { MODE: 'fast' } }), context({ uv })).secrets).toBeUndefined();
  });
});

describe('a generation onto a kernel that is in the launcher', () => {
  const place = { onto: true, home: '/scratch/ada/envs/old-name', generation: 4, operation: 'rebuild' };
  const plan = makePlan(recipe(), { ...context({ uv }), ...place });

  it('is built in the recorded directory, and refuses to replace the environment alone', () => {
    expect(plan).toMatchObject({ prefix: '/scratch/ada/envs/old-name/4', operation: 'rebuild', onto: true });
    expect(plan.absent).toEqual([plan.prefix]);
  });

  it('replaces the kernelspec’s other files first, kernel.json last and by a rename', () => {
    const [, publishing = ''] =
      /# Keep a record.*?END\n\n(.*)\n# Remove what/s.exec(renderScript(plan)) ?? [];
    expect(publishing).toMatchInlineSnapshot(`
      "# Make the directory of your kernels
      mkdir -p -- /home/ada/.local/share/jupyter/kernels/first

      # Renew the kernel’s other files in the launcher
      find /home/ada/.local/share/jupyter/create_kernel/first-4/kernels/first -mindepth 1 -maxdepth 1 '!' -name kernel.json -exec mv -f -t /home/ada/.local/share/jupyter/kernels/first -- '{}' +

      # Put the new generation into the launcher
      mv -f -T -- /home/ada/.local/share/jupyter/create_kernel/first-4/kernels/first/kernel.json /home/ada/.local/share/jupyter/kernels/first/kernel.json
      "
    `);
  });
});

describe('packages that the site requires', () => {
  const asked = (fields: Partial<RecipeInput>) => {
    const script = environmentOf(fields, context({ uv }, { required_packages: ['ipywidgets>=8', 'six'] }));
    const [, list] = /requirements\.\w+ <<'END'\n(.*?)\nEND/s.exec(script) ?? [];
    return list?.split('\n');
  };

  it('come into every kernel, visibly', () => {
    expect(asked({ packages: ['numpy'] })).toEqual(expect.arrayContaining(['numpy', 'ipywidgets>=8', 'six']));
  });

  it('have to work in the new kernel, as those that were asked for', () => {
    const plan = makePlan(recipe({ packages: ['numpy'] }), context({ uv }, { required_packages: ['six'] }));
    const { action } = plan.steps.find(({ id }) => id === 'write-probe.json') ?? {};
    expect(JSON.parse(action?.kind === 'write' ? action.text : '{}').packages).toEqual([
      { name: 'numpy' },
      { name: 'six' },
    ]);
  });

  it('are left to the recipe where it asks for them itself', () => {
    expect(asked({ packages: ['Six==1.15'] })).toEqual(
      expect.arrayContaining(['Six==1.15', 'ipywidgets>=8']),
    );
    expect(asked({ packages: ['Six==1.15'] })).not.toContain('six');
  });
});
