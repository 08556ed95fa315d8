import { describe, expect, it } from 'vitest';
import { environmentRequest, makePlan } from '../../src/plan/make-plan.js';
import { makePlanRequest } from '../../src/plan/plan-request.js';
import { conda, context, curl, mamba, micromamba, recipe } from '../support/host.js';
import { commandOf, environmentOf, questionOf } from '../support/plan.js';

describe('the warnings of conda', () => {
  it.each([
    ['ipykernel, which every kernel has', { pip_packages: ['IPyKernel', 'cdsapi'] }, ['IPyKernel']],
    ['what the recipe has of conda too', { packages: ['numpy'], pip_packages: ['numpy<2'] }, ['numpy']],
    ['nothing where pip adds what conda does not have', { pip_packages: ['cdsapi'] }, []],
  ])('name what pip installs over a package of conda: %s', (_, fields, names) => {
    const request = makePlanRequest(recipe({ manager: 'conda', ...fields }), context({ conda }).site);
    const environment = environmentRequest(request, { generation: 1 });
    const warnings = request.manager.warnings?.(environment) ?? [];
    expect(warnings.map(({ code }) => code)).toEqual(names.map(() => 'pip-over-conda'));
    expect(warnings.map(({ message }) => message)).toEqual(
      names.map((name) => expect.stringContaining(`\`${name}\``)),
    );
  });

  it.each([
    [200, []],
    [201, ['prefix-long']],
  ])('say of a prefix of %i bytes: %j', (bytes, codes) => {
    const { site } = context({ conda });
    const end = '/first/1';
    const path = `/${'x'.repeat(bytes - 1 - end.length)}`;
    const locations = [{ id: 'deep', title: 'Deep', path }];
    const request = makePlanRequest(recipe({ manager: 'conda' }), { ...site, locations });
    const environment = environmentRequest(request, { generation: 1 });
    expect(request.manager.warnings?.(environment).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the script for conda', () => {
  it('creates everything in one solve from the given channels, and lets pip add the rest', () => {
    const fields = {
      language_version: '3.10',
      channels: ['bioconda', 'conda-forge'],
      packages: ['numpy>=1.26', 'conda-forge::gdal'],
      pip_packages: ['cdsapi'],
    };
    expect(environmentOf(fields, context({ conda }))).toMatchInlineSnapshot(`
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

      # Show the conda settings that apply to this build
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false CONDA_IGNORE_PINNED=true CONDA_ALWAYS_SOFTLINK=false CONDA_ALLOW_SOFTLINKS=false CONDA_SUBDIR='' PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /opt/conda/bin/conda config --show channel_priority create_default_packages pinned_packages ignore_pinned disallowed_packages always_softlink allow_softlinks always_copy subdir override_channels_enabled offline

      # Find compatible versions, and install Python and 2 packages
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false CONDA_IGNORE_PINNED=true CONDA_ALWAYS_SOFTLINK=false CONDA_ALLOW_SOFTLINKS=false CONDA_SUBDIR='' PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /opt/conda/bin/conda create --yes --prefix /envs/first/1 --no-default-packages --override-channels --channel bioconda --channel conda-forge python=3.10 ipykernel pip 'numpy>=1.26' conda-forge::gdal

      # Check that Python is installed
      test -x /envs/first/1/bin/python

      # Write the program that activates the environment
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/activate.sh <<'END'
      …
      END

      # ── activate ──

      # Activate the environment, and record what changes
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /home/ada/.local/share/jupyter/create_kernel/first-1/activate.sh /envs/first/1 /home/ada/.local/share/jupyter/create_kernel/first-1/notes.txt /opt/conda/bin/conda
      set -e
      [ "\${CONDA_PREFIX:-}" = /envs/first/1 ] || { echo 'The activation failed' >&2; exit 1; }
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

      # Write the list of pip packages
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/pip-packages.txt <<'END'
      cdsapi
      END

      # Write the program that reads your pip settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py <<'END'
      …
      END

      # Use the package indexes of your pip settings, if any
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf

      # Install the pip packages with the environment’s own pip
      PIP_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_NO_INDEX=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /envs/first/1/bin/python -m pip install --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --requirement /home/ada/.local/share/jupyter/create_kernel/first-1/pip-packages.txt

      # Write the program that writes the lock
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py <<'END'
      …
      END

      # Lock the exact versions
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --output /envs/first/1/.create_kernel/pip-lock.txt

      # Lock the exact versions of the conda packages
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false CONDA_IGNORE_PINNED=true CONDA_ALWAYS_SOFTLINK=false CONDA_ALLOW_SOFTLINKS=false CONDA_SUBDIR='' PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /opt/conda/bin/conda list --explicit --md5 --prefix /envs/first/1 > /envs/first/1/.create_kernel/lock.txt"
    `);
  });

  it.each([
    ['3.6', 'ipykernel<6'],
    ['3.7', 'ipykernel<6.17'],
    ['3.8', 'ipykernel<7'],
    ['3.9', 'ipykernel'],
    ['', 'ipykernel'],
  ])('installs an ipykernel that Python %s can run: %s', (language_version, spec) => {
    const words = commandOf('create-environment', { language_version }, context({ conda, interpreters: [] }));
    expect(words.slice(words.indexOf('conda-forge') + 1)).toEqual([
      language_version ? `python=${language_version}` : 'python',
      spec,
      'pip',
    ]);
  });

  it("installs a private conda into the kernel's home if the site names an installer", () => {
    const settings = { conda_installer: { url: 'https://x/conda.sh', sha256: 'a'.repeat(64) } };
    const made = environmentOf({}, context({ interpreters: [], curl }, settings));
    expect(made.split('# Find compatible versions')[0]).toMatchInlineSnapshot(`
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

      # Download the conda installer
      /usr/bin/curl -fsSL -o /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh https://x/conda.sh

      # Write the expected hash of the conda installer
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sha256 <<'END'
      aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa  /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh
      END

      # Check the hash of the conda installer
      sha256sum --check /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sha256

      # Install a private conda
      bash /home/ada/.local/share/jupyter/create_kernel/first-1/conda-installer.sh -b -u -p /envs/first/installer

      # Show the conda settings that apply to this build
      CONDA_PKGS_DIRS=/envs/.package-cache/conda MAMBA_ROOT_PREFIX=/envs/.package-cache/conda/root CONDA_NOTIFY_OUTDATED_CONDA=false CONDA_IGNORE_PINNED=true CONDA_ALWAYS_SOFTLINK=false CONDA_ALLOW_SOFTLINKS=false CONDA_SUBDIR='' PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /envs/first/installer/bin/conda config --show channel_priority create_default_packages pinned_packages ignore_pinned disallowed_packages always_softlink allow_softlinks always_copy subdir override_channels_enabled offline

      "
    `);
    expect(made).toContain('/envs/first/installer/bin/conda create --yes --prefix /envs/first/1');
  });

  it('writes a package cache that no other build writes at the same time', () => {
    const { steps } = makePlan(recipe(), context({ conda, interpreters: [] }));
    const exclusive = steps.filter((step) => step.exclusive);
    expect(exclusive.map(({ id, exclusive: cache }) => [id, cache])).toEqual([
      ['create-environment', '/envs/.package-cache/conda'],
    ]);
  });
});

describe('package caches of the site', () => {
  const settings = { conda_package_caches: ['/opt/conda/pkgs', '/opt/more'] };
  const planned = (manager: string) => {
    const { site, ...target } = context({ conda, mamba, micromamba }, settings);
    const { conda_package_caches } = site.config;
    return makePlan(recipe({ manager }), { ...target, site: { ...site, conda_package_caches } });
  };

  it.each(['conda', 'mamba', 'micromamba'])('follow that of the user, in each step of %s', (manager) => {
    const caches = planned(manager).steps.flatMap(({ action }) =>
      action.kind === 'command' && action.variables?.CONDA_PKGS_DIRS ? action.variables.CONDA_PKGS_DIRS : [],
    );
    expect(caches.length).toBeGreaterThan(1);
    expect(new Set(caches)).toEqual(new Set(['/envs/.package-cache/conda,/opt/conda/pkgs,/opt/more']));
  });

  it('follow it for rattler', () => {
    const words = planned('rattler').steps.flatMap(({ id, action }) =>
      id === 'create-environment' && action.kind === 'command' ? action.argv : [],
    );
    const caches = ['--cache', '/envs/.package-cache/conda', '--shared-cache', '/opt/conda/pkgs'];
    expect(words.join(' ')).toContain([...caches, '--shared-cache', '/opt/more'].join(' '));
  });
});

describe('the preview with conda', () => {
  it('is empty if conda is not installed yet', () => {
    const settings = { conda_installer: { url: 'https://example.org/conda.sh', sha256: '0'.repeat(64) } };
    expect(questionOf('conda', context({ curl }, settings))).toBeUndefined();
  });

  it('runs conda directly if it is installed', () => {
    expect(questionOf('conda', context({ conda }))?.prepare).toEqual([]);
  });
});
