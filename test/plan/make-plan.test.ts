import { describe, expect, it } from 'vitest';
import { makePlan } from '../../src/plan/make-plan.js';
import type { RecipeInput } from '../../src/recipe/recipe.js';
import { renderScript } from '../../src/steps/script.js';
import { context, recipe, uv } from '../support/host.js';
import { environmentOf } from '../support/plan.js';

describe('modules', () => {
  it('are loaded first, and refused if the host has no module system', () => {
    const fields = { modules: ['gcc/12.2', 'cuda'] };
    const host = context({ uv, modules: '/etc/lmod.sh' }, { modules: { purge: true } });
    expect(environmentOf(fields, host).split('# Create an environment')[0]).toMatchInlineSnapshot(`
      "# ── create ──

      # Create a private directory for temporary files
      install -d -m 700 -- /home/ada/.local/share/jupyter/create_kernel/first-1

      # Create the directories
      mkdir -p -- /envs/first /home/ada/.local/share/jupyter/create_kernel/first-1/work /envs/.package-cache

      # Record that the directory belongs to this kernel
      mkdir -p -- /envs/first
      cat > /envs/first/.create_kernel.json <<'END'
      {"kernel":"first"}
      END

      # Load the modules gcc/12.2, cuda
      set +e
      . /etc/lmod.sh
      module purge
      module load gcc/12.2 cuda || exit 1
      set -e

      # Write the program that reads your uv settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py <<'END'
      …
      END

      # Use the package indexes of your uv settings, if any
      /usr/bin/python3.11 -I /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml

      "
    `);
    expect(() => makePlan(recipe(fields), context({ uv }))).toThrow(/no module system/);
    const elsewhere = context({ uv }, { modules: { init: '/node/lmod.sh' } });
    expect(() => makePlan(recipe(fields), elsewhere)).toThrow(/no module system/);
    const script = renderScript(makePlan(recipe({ ...fields, build_on: 'cluster' }), elsewhere));
    expect(script).toContain('. /node/lmod.sh\n');
  });
});

describe('a kernel', () => {
  it('is registered outside the launcher, verified in a clean environment, and published atomically', () => {
    const script = renderScript(makePlan(recipe({ display_name: 'Été 2024' }), context({ uv })));
    const [, made = ''] = /(# ── register ──.*)/s.exec(script) ?? [];
    expect(made.replace(/(cat > \S+\.(?:py|sh) <<'END'\n).*?\nEND\n/gs, '$1…\nEND\n')).toMatchInlineSnapshot(`
      "# ── register ──

      # Write the definition of the kernel
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
          "source": "",
          "channels": [],
          "packages": [],
          "pip_packages": [],
          "lock": "",
          "build_constraints": [],
          "build_packages": [],
          "modules": [],
          "install_variables": {},
          "kernel_variables": {},
          "location": "",
          "build_on": "",
          "imports": [],
          "smoke_code": "",
          "notebook": "",
          "notebook_minutes": "",
          "notebook_failure": ""
         }
        }
       },
       "features": {
        "debugger": [
         "ipykernel/debugger.py",
         "debugpy/__init__.py"
        ]
       },
       "variables": {
        "CREATE_KERNEL_NAME": "first",
        "CREATE_KERNEL_GENERATION": "1"
       },
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

      # Write the program that writes the kernelspec
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/kernelspec.py <<'END'
      …
      END

      # Write the kernelspec that the generation keeps
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/kernelspec.py --environment /home/ada/.local/share/jupyter/create_kernel/first-1/before.env /home/ada/.local/share/jupyter/create_kernel/first-1/after.env --definition /home/ada/.local/share/jupyter/create_kernel/first-1/kernel.json --output /envs/first/1/.create_kernel/kernelspec

      # Write the program that copies the kernelspec
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/fill.py <<'END'
      …
      END

      # Copy the kernelspec outside the launcher, and fill in secret values
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/fill.py --kernelspec /envs/first/1/.create_kernel/kernelspec --output /home/ada/.local/share/jupyter/create_kernel/first-1/kernels/first

      # ── verify ──

      # Write the list of what to test
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe.json <<'END'
      {
       "packages": [],
       "imports": [],
       "smoke_code": "",
       "isolated": [
        "PYTHONPATH",
        "PYTHONHOME",
        "PYTHONSTARTUP",
        "PYTHONEXECUTABLE",
        "LD_LIBRARY_PATH",
        "LD_PRELOAD",
        "VIRTUAL_ENV",
        "CONDA_PREFIX"
       ],
       "cell": {
        "code": "print(6 * 7)",
        "expect": "42"
       },
       "facts": "facts.py",
       "try": {
        "file": "try_packages.py",
        "things": "modules",
        "verb": "import",
        "word": "import-failed"
       },
       "scratch": [
        "IPYTHONDIR"
       ],
       "listing": "packages.py",
       "ahead": "compile_ahead.py",
       "notes": "notes.py",
       "not_run": "^([ \\\\t]*)[%!][ \\\\t]*(?:(?:\\\\S{0,200}python[0-9.]*|\\\\{sys\\\\.executable\\\\})[ \\\\t]+-m[ \\\\t]+)?(?:pip[0-9.]*|conda|mamba|micromamba|uv(?:[ \\\\t]+pip)?)[ \\\\t]+(?:install|uninstall|update|upgrade|remove|add)\\\\b(?:.|(?<=\\\\\\\\)\\\\n)*$"
      }
      END

      # Write the program that tests the kernel
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe.py <<'END'
      …
      END

      # Write its part that talks to the kernel
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe_kernel.py <<'END'
      …
      END

      # Write its part that runs the cells
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe_cells.py <<'END'
      …
      END

      # Write its part that runs the programs beside it
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/probe_programs.py <<'END'
      …
      END

      # Write the program that lists the files
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/manifest.py <<'END'
      …
      END

      # Write its part for Python: facts.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/facts.py <<'END'
      …
      END

      # Write its part for Python: try_packages.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/try_packages.py <<'END'
      …
      END

      # Write its part for Python: imports.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/imports.py <<'END'
      …
      END

      # Write its part for Python: packages.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/packages.py <<'END'
      …
      END

      # Write its part for Python: compile_ahead.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/compile_ahead.py <<'END'
      …
      END

      # Write its part for Python: notes.py
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/notes.py <<'END'
      …
      END

      # Start the kernel, run a cell, import each package
      env -i "\${clean[@]}" /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/probe.py --kernel first --kernels /home/ada/.local/share/jupyter/create_kernel/first-1/kernels --prefix /envs/first/1 --definition /home/ada/.local/share/jupyter/create_kernel/first-1/probe.json --report /home/ada/.local/share/jupyter/create_kernel/first-1/report.json --manifest /home/ada/.local/share/jupyter/create_kernel/first-1/manifest

      # ── publish ──

      # Keep the report and the list of the files of this environment
      mkdir -p -- /envs/first/1/.create_kernel
      cp -- /home/ada/.local/share/jupyter/create_kernel/first-1/report.json /envs/first/1/.create_kernel/report.json
      cp -- /home/ada/.local/share/jupyter/create_kernel/first-1/manifest /envs/first/1/.create_kernel/manifest

      # Copy the lock and the report, for a rebuild without this environment
      mkdir -p -- /home/ada/data/kept/first/1
      cp -- /envs/first/1/.create_kernel/report.json /home/ada/data/kept/first/1/report.json
      [ ! -e /envs/first/1/.create_kernel/lock.txt ] || cp -- /envs/first/1/.create_kernel/lock.txt /home/ada/data/kept/first/1/lock.txt
      [ ! -e /envs/first/1/.create_kernel/pip-lock.txt ] || cp -- /envs/first/1/.create_kernel/pip-lock.txt /home/ada/data/kept/first/1/pip-lock.txt

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

      # Create the directory of your kernels
      mkdir -p -- /home/ada/.local/share/jupyter/kernels

      # Add the kernel to the launcher
      mv -T -- /home/ada/.local/share/jupyter/create_kernel/first-1/kernels/first /home/ada/.local/share/jupyter/kernels/first

      # Remove temporary files
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

  it('are in a plan and its script only by name', () => {
    expect(JSON.stringify(plan)).not.toContain('hush');
    expect(renderScript(plan)).not.toContain('hush');
    expect(plan.secrets).toBe('/home/ada/data/secrets/k1.json');
    expect(actionOf('install-packages')).toMatchObject({
      variables: { CC: 'gcc' },
      secrets: { of: 'install_variables', names: ['INDEX_TOKEN'] },
    });
  });

  it('reach the kernel when its kernelspec is published; the generation keeps it with marks instead', () => {
    const definition = actionOf('write-definition');
    expect(JSON.parse(definition?.kind === 'write' ? definition.text : '')).toMatchObject({
      variables: { MODE: 'fast' },
      secrets: ['DB_PASSWORD'],
    });
    expect(actionOf('fill-kernelspec')).toMatchObject({
      secrets: { of: 'kernel_variables', names: ['DB_PASSWORD'] },
    });
  });

  it('are read from the terminal by a pasted script', () => {
    const script = renderScript(plan);
    expect(script).toContain('env -i INDEX_TOKEN="$INDEX_TOKEN" DB_PASSWORD="$DB_PASSWORD" /bin/bash');
    expect(script).toMatch(/^DB_PASSWORD="\$DB_PASSWORD" \S+python -I \S+fill\.py /m);
  });

  it('need no file if there are none', () => {
    expect(makePlan(recipe({ kernel_variables: { MODE: 'fast' } }), context({ uv })).secrets).toBeUndefined();
  });
});

describe('what a build keeps', () => {
  const id = '20261130-080000-abcdef';
  const build = { id, plan: '/b/kept-plan.json', ordered: '2026-11-30T08:00:00.000Z' };
  const { steps } = makePlan(recipe(), { ...context({ uv }), build });
  const written = (step: string) => {
    const action = steps.find((each) => each.id === step)?.action;
    return JSON.parse(action?.kind === 'write' ? action.text : '{}');
  };

  it('names it: the record of the generation, and the kernelspec', () => {
    expect(written('keep-record')).toMatchObject({ build: id, created: build.ordered });
    expect(written('write-definition').metadata.create_kernel).toMatchObject({ build: id, generation: 1 });
  });
});

describe('a generation onto a kernel that is in the launcher', () => {
  const place = { onto: true, home: '/scratch/ada/envs/old-name', generation: 4, operation: 'rebuild' };
  const plan = makePlan(recipe(), { ...context({ uv }), ...place });

  it('is built in the recorded home, and does not replace only the environment', () => {
    expect(plan).toMatchObject({ prefix: '/scratch/ada/envs/old-name/4', operation: 'rebuild', onto: true });
    expect(plan.absent).toEqual([plan.prefix]);
  });

  it('replaces the kernelspec’s other files first, and kernel.json last with a rename', () => {
    const [, publishing = ''] =
      /# Keep a record.*?END\n\n(.*)\n# Remove temporary/s.exec(renderScript(plan)) ?? [];
    expect(publishing).toMatchInlineSnapshot(`
      "# Create the directory of your kernels
      mkdir -p -- /home/ada/.local/share/jupyter/kernels/first

      # Replace the kernel’s other files in the launcher
      find /home/ada/.local/share/jupyter/create_kernel/first-4/kernels/first -mindepth 1 -maxdepth 1 '!' -name kernel.json -exec mv -f -t /home/ada/.local/share/jupyter/kernels/first -- '{}' +

      # Switch the launcher to the new generation
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

  it('are shown and installed in every kernel', () => {
    expect(asked({ packages: ['numpy'] })).toEqual(expect.arrayContaining(['numpy', 'ipywidgets>=8', 'six']));
  });

  it('are verified in the new kernel like requested ones', () => {
    const plan = makePlan(recipe({ packages: ['numpy'] }), context({ uv }, { required_packages: ['six'] }));
    const { action } = plan.steps.find(({ id }) => id === 'write-probe.json') ?? {};
    expect(JSON.parse(action?.kind === 'write' ? action.text : '{}').packages).toEqual([
      { name: 'numpy' },
      { name: 'six' },
    ]);
  });

  it('follow the recipe if it requests them itself', () => {
    expect(asked({ packages: ['Six==1.15'] })).toEqual(
      expect.arrayContaining(['Six==1.15', 'ipywidgets>=8']),
    );
    expect(asked({ packages: ['Six==1.15'] })).not.toContain('six');
  });
});
