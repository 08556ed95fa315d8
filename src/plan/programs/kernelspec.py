"""Writes a kernelspec that gives a Jupyter kernel the environment of an activated shell.

    kernelspec.py --environment BEFORE AFTER --definition FILE --output DIRECTORY [--activation SCRIPT]

BEFORE, AFTER  the environment before and after activation, as `env -0` prints it
FILE           JSON: `argv`, `display_name`, `language`, `metadata` and optionally `interrupt_mode` of the
               kernelspec; `features`, entries to add to `metadata` as true if this Python finds all of their
               files on its path; `variables` of the kernel; `isolate`, names of variables that the kernel must
               not get from the session that starts it; `isolate_set`, variables that isolate it; `logos`,
               directories, the first of which with logos is used; `secrets`, names of variables with values
               that are not written here: each is set to ${secret:NAME}, which fill.py replaces
DIRECTORY      output: kernel.json and the logos
SCRIPT         output, bash: what activation changed, which is then not in kernel.json; for a kernel with a
               command that loads modules and then sources this script

Run it with the environment's own Python (3.6 or newer).
"""
import argparse
import glob
import json
import os
import shlex
import shutil
import string
import sys

# Variables of the shell itself, not of the environment.
OF_THE_SHELL = ('_', 'CONDA_PROMPT_MODIFIER', 'OLDPWD', 'PWD', 'SHLVL', 'VIRTUAL_ENV_PROMPT')
OF_THE_SHELL_BEGIN = ('BASH_', 'PROMPT', 'PS', 'TERM', '_ModuleTable', '__LMOD_', '__MODULES_')

# Lists of directories: those of the environment, followed by the session's.
JOINED_WITH_SESSION = ('INFOPATH', 'MANPATH', 'PATH', 'XDG_CONFIG_DIRS', 'XDG_DATA_DIRS')


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--environment', nargs=2, required=True)
    parser.add_argument('--definition', required=True)
    parser.add_argument('--output', required=True)
    parser.add_argument('--activation')
    options = parser.parse_args()
    with open(options.definition, encoding='utf-8') as file:
        definition = json.load(file)
    before, after = (read_environment(path) for path in options.environment)
    os.makedirs(options.output, exist_ok=True)
    if options.activation:
        write_script(options.activation, before, after)
        before = after
    write_json(os.path.join(options.output, 'kernel.json'), kernelspec(definition, before, after))
    copy_logos(definition.get('logos', []), options.output)


def kernelspec(definition, before, after):
    names = ('argv', 'display_name', 'language', 'interrupt_mode', 'metadata')
    spec = {name: definition[name] for name in names if name in definition}
    features = [name for name, files in definition.get('features', {}).items() if all(map(is_on_path, files))]
    spec.setdefault('metadata', {}).update((name, True) for name in features)
    given = activated(before, after)
    given.update((name, literal(value)) for name, value in definition.get('variables', {}).items())
    # Dollar signs in other values are doubled, so no other value can look like this.
    given.update((name, '${secret:%s}' % name) for name in definition.get('secrets', []))
    env = isolated(definition)
    env.update(given)
    spec['env'] = dict(sorted(env.items()))
    return spec


def is_on_path(file):
    return any(os.path.isfile(os.path.join(directory, file)) for directory in sys.path)


def activated(before, after):
    """Variables that activation added, changed or removed. A removed variable becomes empty."""
    changed = {
        name: joined(name, before[name], value) if name in before else literal(value)
        for name, value in after.items()
        if before.get(name) != value
    }
    changed.update((name, '') for name in before if name not in after)
    return {name: value for name, value in changed.items() if not of_the_shell(name)}


def write_script(path, before, after):
    changed = sorted(name for name in after if before.get(name) != after[name] and not of_the_shell(name))
    removed = sorted(name for name in before if name not in after and not of_the_shell(name))
    lines = [export(name, before.get(name), after[name]) for name in changed]
    lines += ['unset ' + name for name in removed if name.isidentifier()]
    with open(path, 'wb') as file:
        file.write(os.fsencode(''.join(line + '\n' for line in lines)))


def export(name, before, after):
    if before is None or name not in JOINED_WITH_SESSION:
        return 'export %s' % shlex.quote('%s=%s' % (name, after))
    return 'export %s=%s"$%s"' % (name, ''.join(shlex.quote(part) + ':' for part in added(before, after)), name)


def of_the_shell(name):
    prompts = string.digits  # PS1 to PS4, but not PSM2_DEVICES
    if name.startswith('PS') and name[2:3] not in prompts:
        return False
    return name in OF_THE_SHELL or name.startswith(OF_THE_SHELL_BEGIN)


def joined(name, before, after):
    """For a list of directories, those that activation added, then the session's; for other variables, the value."""
    if name not in JOINED_WITH_SESSION:
        return literal(after)
    return os.pathsep.join([literal(part) for part in added(before, after)] + ['${%s}' % name])


def added(before, after):
    known = before.split(os.pathsep)
    return [part for part in after.split(os.pathsep) if part not in known]


def literal(value):
    """Jupyter replaces $NAME in these values (string.Template); a doubled dollar sign becomes one."""
    return value.replace('$', '$$')


def isolated(definition):
    """A kernelspec cannot unset variables; for the loader and for Python, empty is the same as unset."""
    env = {name: '' for name in definition.get('isolate', [])}
    env.update((name, literal(value)) for name, value in definition.get('isolate_set', {}).items())
    if 'PYTHONHOME' in env and sys.version_info < (3, 7):
        env['PYTHONHOME'] = literal(sys.base_prefix)  # This Python reads an empty one as a directory.
    return env


def read_environment(path):
    with open(path, 'rb') as file:
        lines = os.fsdecode(file.read()).split('\0')
    return dict(line.split('=', 1) for line in lines if '=' in line)


def write_json(path, value):
    text = json.dumps(value, ensure_ascii=False, indent=1) + '\n'
    with open(path, 'wb') as file:
        # Bytes that are not UTF-8 are written as \udcXX, as Python decodes them (surrogateescape).
        file.write(text.encode('utf-8', 'backslashreplace'))


def copy_logos(patterns, output):
    for directory in [path for pattern in patterns for path in sorted(glob.glob(pattern)) or [pattern]]:
        names = os.listdir(directory) if os.path.isdir(directory) else []
        logos = [name for name in names if name.startswith('logo-') and name.endswith(('.png', '.svg'))]
        for name in logos:
            shutil.copyfile(os.path.join(directory, name), os.path.join(output, name))
        if logos:
            return


if __name__ == '__main__':
    main()
