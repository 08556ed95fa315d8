import { describe, expect, it } from 'vitest';
import type { Interpreter } from '../../src/managers/program.js';
import { venv } from '../../src/managers/venv.js';
import { hostFor } from '../../src/site/host.js';
import { context, interpreter } from '../support/host.js';
import { commandOf, environmentOf, questionOf } from '../support/plan.js';

describe('the script for venv', () => {
  it('installs everything in one run of pip, and locks what pip reports', () => {
    const fields = { manager: 'venv', packages: ['six'], install_variables: { CC: 'gcc -O2' } };
    expect(environmentOf(fields, context())).toMatchInlineSnapshot(`
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

      # Create an environment with Python and pip
      /usr/bin/python3.11 -m venv /envs/first/1

      # Write the program that reads your pip settings
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py <<'END'
      …
      END

      # Use the package indexes of your pip settings, if any
      /usr/bin/python3.11 -I /home/ada/.local/share/jupyter/create_kernel/first-1/pip_settings.py --output /home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf

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
      manager: venv
      packages:
        - six
      install_variables:
        CC: gcc -O2
      END

      # Write the requirements: 1 package and the kernel package
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt <<'END'
      ipykernel
      pip
      six
      END

      # Find compatible versions, and install them
      PIP_CONFIG_FILE=/home/ada/.local/share/jupyter/create_kernel/first-1/pip.conf PIP_CACHE_DIR=/envs/.package-cache/pip PIP_PROGRESS_BAR=off PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_USER=0 PIP_REQUIRE_VIRTUALENV=0 PIP_NO_INDEX=0 PYTHONNOUSERSITE=1 PYTHONUNBUFFERED=1 CC='gcc -O2' /envs/first/1/bin/python -m pip install --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --requirement /home/ada/.local/share/jupyter/create_kernel/first-1/requirements.txt

      # Write the program that writes the lock
      mkdir -p -- /home/ada/.local/share/jupyter/create_kernel/first-1
      cat > /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py <<'END'
      …
      END

      # Lock the exact versions
      /envs/first/1/bin/python -I /home/ada/.local/share/jupyter/create_kernel/first-1/lock.py --report /home/ada/.local/share/jupyter/create_kernel/first-1/pip-report.json --output /envs/first/1/.create_kernel/lock.txt"
    `);
  });

  it('upgrades a pip that cannot report', () => {
    const host = context({ interpreters: [interpreter('3.8.18', '21.1')] });
    expect(commandOf('renew-pip', { manager: 'venv' }, host)).toEqual([
      ...['/envs/first/1/bin/python', '-m', 'pip', 'install', '--upgrade', 'pip'],
    ]);
  });

  it('lists the versions if no pip for this Python can report', () => {
    const host = context({ interpreters: [interpreter('3.6.15', '18.1')] });
    const made = environmentOf({ manager: 'venv' }, host);
    expect(made).toContain('pip freeze --all > ');
    expect(made).toContain('ipykernel<6\n');
    expect(made).not.toContain('--report');
  });
});

describe('the preview with venv', () => {
  it('is empty if no pip for this Python can report', () => {
    expect(questionOf('venv', context({ interpreters: [interpreter('3.6.8', '18.1')] }))).toBeUndefined();
  });

  it('runs pip in a separate environment, after upgrading it if it is too old', () => {
    const prepared = (pip: string) =>
      questionOf('venv', context({ interpreters: [interpreter('3.9.2', pip)] }))?.prepare;
    expect(prepared('22.2')).toEqual([['/usr/bin/python3.9', '-m', 'venv', expect.any(String)]]);
    expect(prepared('20.2')?.[1]).toEqual(
      expect.arrayContaining(['-m', 'pip', 'install', '--upgrade', 'pip']),
    );
  });
});

describe('the environment of a preview with venv', () => {
  const kept = (pip: string) =>
    questionOf('venv', context({ interpreters: [interpreter('3.9.2', pip)] }))?.keeps;

  it('is kept for the next one, by its interpreter and the pip that comes with it', () => {
    const [python, facts] = ['/usr/bin/python3.9', ['3.9.2', '22.2']];
    expect(kept('22.2')).toEqual({ path: expect.stringMatching(/\/resolve$/), by: python, facts });
  });

  it('is not kept if its pip is upgraded, since a build takes the newest', () => {
    expect(kept('20.2')).toBeUndefined();
  });
});

describe('what the doctor reports of venv', () => {
  const reported = (...interpreters: Interpreter[]) => {
    const { site } = context({ interpreters });
    return venv.report?.(hostFor(venv, site));
  };

  it('is that it comes with Python', () => {
    expect(reported(interpreter('3.11.2'))).toEqual({ found: 'comes with Python' });
  });

  it('warns of a Python that cannot make environments', () => {
    expect(reported(interpreter('3.11.2', ''))).toEqual({
      found: expect.stringContaining('3.11.2'),
      fix: expect.stringContaining('python3-venv'),
    });
  });
});
