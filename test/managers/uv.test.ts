import { describe, expect, it } from 'vitest';
import { context, interpreter, uv } from '../support/host.js';
import { environmentOf, questionOf } from '../support/plan.js';

describe('the script for uv', () => {
  it('locks everything in one solve and installs the lock', () => {
    expect(environmentOf({ packages: ['numpy>=1.26', 'six'] }, context({ uv }))).toMatchInlineSnapshot(`
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

      # Write the program that reads your uv settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py <<'END'
      …
      END

      # Use the package indexes of your uv settings, if any
      /usr/bin/python3.11 -I /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml

      # Create an environment with Python
      UV_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv venv --no-project --python /usr/bin/python3.11 --prompt first /envs/first/1

      # ── activate ──

      # Activate the environment, and record what changes
      env -0 > /home/ada/.local/share/jupyter/create_kernel/first-1/before.env
      set +e
      . /envs/first/1/bin/activate
      set -e
      [ "\${VIRTUAL_ENV:-}" = /envs/first/1 ] || { echo 'The activation failed' >&2; exit 1; }
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

      # Write the requirements: 2 packages and the kernel package
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt <<'END'
      ipykernel
      pip
      numpy>=1.26
      six
      END

      # Find compatible versions, and lock them
      UV_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv pip compile --quiet --generate-hashes --no-header --no-annotate --python /envs/first/1/bin/python --output-file /envs/first/1/.create_kernel/lock.txt /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt

      # Install the locked packages
      UV_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml UV_CACHE_DIR=/envs/.package-cache/uv UV_PYTHON_DOWNLOADS=never UV_NO_PROGRESS=1 /opt/uv pip install --python /envs/first/1/bin/python --no-deps --requirement /envs/first/1/.create_kernel/lock.txt

      # Write the program that links compiled modules
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/link_compiled.py <<'END'
      …
      END

      # Link the compiled modules of your other environments
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/link_compiled.py --location /envs"
    `);
  });

  it('is installed with a newer pip where the Python of the host is older than its wheels say', () => {
    const made = environmentOf({}, context({ interpreters: [interpreter('3.6.8', '9.0.3')] }));
    const [renew, install] = made.match(/\S+\/get-uv\/bin\/python -m pip install .*/g) ?? [];
    expect(renew).toMatch(/--upgrade pip$/);
    expect(install).toMatch(/--ignore-requires-python --only-binary :all: uv$/);
  });

  it('installs uv first if the site has none, once', () => {
    const made = environmentOf({ channels: ['https://x/simple'] }, context({}));
    expect(made.split('# Create an environment')[0]).toMatchInlineSnapshot(`
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

      # Prepare to install uv, which this site does not have
      /usr/bin/python3.11 -m venv /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv

      # Write the program that reads your pip settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py <<'END'
      …
      END

      # Use the package indexes of your pip settings, if any
      /usr/bin/python3.11 -I /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf

      # Install uv from the package index
      PIP_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_NO_INDEX=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv/bin/python -m pip install --index-url https://x/simple uv

      # Create a directory for private programs
      mkdir -p -- /home/ada/data/tools

      # Keep uv for later builds
      mv -T -- /home/ada/.local/share/jupyter/create_kernel/first-1/get-uv/bin/uv /home/ada/data/tools/uv

      # Write the program that reads your uv settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py <<'END'
      …
      END

      # Use the package indexes of your uv settings, if any
      /usr/bin/python3.11 -I /home/ada/.local/share/jupyter/create_kernel/first-1/uv_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/uv.toml

      "
    `);
  });
});

describe('the preview with uv', () => {
  it.each([
    ['is yet to be got', context()],
    ['is too old to tell sizes', context({ uv: { ...uv, version: '0.6.14' } })],
  ])('is empty if uv %s', (_, host) => {
    expect(questionOf('uv', host)).toBeUndefined();
  });

  it('runs uv directly if it is installed', () => {
    expect(questionOf('uv', context({ uv }))?.prepare).toEqual([]);
  });
});
