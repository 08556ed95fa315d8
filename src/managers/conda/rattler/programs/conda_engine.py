"""Makes conda environments without conda, with py-rattler.

    conda_engine.py --cache CACHE [--shared-cache CACHE]... [--prefix PREFIX] [--channel URL]... [--lock FILE]
                    [--write-lock FILE] [--earlier FILE] [--upgrade NAME]... COMMAND [SPEC...]

solve   prints as JSON what `create` would install
create  makes the environment PREFIX, which must not exist: from channels and package specs, or from a lock
update  changes the environment PREFIX so that it also satisfies the specs; other packages change only if they must
lock    prints the packages of PREFIX with their hashes, in the format of `conda list --explicit`; `create` and
        `update` write the same to a file, if one is given

Packages are downloaded to the first cache. Those that a shared cache has are taken from there; it is only read.
`solve` and `create` keep the packages of the lock --earlier, except those of --upgrade, as far as the specs allow.

The status is 1 after a failure, and stderr has its cause. CONDA_OVERRIDE_CUDA, _GLIBC and _ARCHSPEC replace what is
detected on this host. Logins come from the files that RATTLER_AUTH_FILE and NETRC name, mirrors from conda's settings.
"""
import argparse
import asyncio
import json
import os
import shutil
import sys
import time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from conda_engine_channels import Channels
from conda_engine_failures import Failure, explained
from conda_engine_packages import installed, link, lock_text, locked_records
from conda_engine_settings import Settings


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--cache', required=True)
    parser.add_argument('--shared-cache', default=[], action='append', dest='shared')
    parser.add_argument('--prefix')
    parser.add_argument('--channel', default=[], action='append', dest='channels')
    parser.add_argument('--lock')
    parser.add_argument('--write-lock')
    parser.add_argument('--earlier')
    parser.add_argument('--upgrade', default=[], action='append')
    parser.add_argument('command', choices=sorted(COMMANDS))
    parser.add_argument('specs', nargs='*')
    options = parser.parse_args()
    try:
        settings = Settings()
        options.channels = settings.addresses(options.channels)
        options.strict = settings.strict
        settings.apply()
        asyncio.run(COMMANDS[options.command](options))
    except Exception as error:
        print('\n%s' % explained(error), file=sys.stderr)
        return 1
    return 0


async def solve(options):
    channels = Channels(options.channels, options.cache, options.strict)
    records = await channels.solve(options.specs, await earlier(options, channels))
    packages = [package_of(record) for record in records]
    json.dump({'packages': packages}, sys.stdout, indent=1)


async def earlier(options, channels):
    """The packages of the earlier environment, as the channels describe them."""
    if not options.earlier:
        return []
    with open(options.earlier, encoding='utf-8') as file:
        records = locked_records(file.read())
    upgrade = {name.lower() for name in options.upgrade}
    return await channels.described(record for record in records if record.name.normalized not in upgrade)


def package_of(record):
    name, version = record.name.normalized, str(record.version)
    return {'name': name, 'version': version, 'build': record.build, 'size': record.size or 0}


async def create(options):
    if os.path.lexists(options.prefix):
        raise Failure('PrefixExists', 'There is something at %s already' % options.prefix)
    if options.lock:
        with open(options.lock, encoding='utf-8') as file:
            records, specs = locked_records(file.read()), []
    else:
        records, specs = await solved(options, [])
    try:
        await link(records, options.prefix, (options.cache, options.shared), specs)
    except Exception:
        remove(options.prefix)
        raise
    keep_lock(records, options.write_lock)


def remove(prefix):
    """As conda does: a part of an environment is not one. Threads of py-rattler may still be linking."""
    for _ in range(25):
        shutil.rmtree(prefix, ignore_errors=True)
        time.sleep(0.2)
        if not os.path.lexists(prefix):
            return


async def update(options):
    present = installed(options.prefix)
    kept = [text for record in present for text in record.requested_specs]
    records, specs = await solved(options, present, kept)
    await link(records, options.prefix, (options.cache, options.shared), specs, present)
    keep_lock(records, options.write_lock)


def keep_lock(records, path):
    if path:
        with open(path, 'w', encoding='utf-8') as file:
            file.write(lock_text(records))


async def solved(options, present, kept=()):
    print('Channels:', *('\n - %s' % channel for channel in options.channels), sep='')
    print('Solving environment: ...working...', flush=True)
    channels = Channels(options.channels, options.cache, options.strict)
    records = await channels.solve(options.specs, present or await earlier(options, channels), kept)
    print('Solving environment: done, %d packages' % len(records), flush=True)
    return records, channels.specs(options.specs, kept)


async def lock(options):
    sys.stdout.write(lock_text(installed(options.prefix)))


COMMANDS = {'solve': solve, 'create': create, 'update': update, 'lock': lock}


def leave(status):
    """At once: the threads of py-rattler can crash an orderly exit."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == '__main__':
    leave(main())
