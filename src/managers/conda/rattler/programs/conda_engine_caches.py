"""A part of conda_engine.py: which packages are in the user's package cache, and in those that the site shares."""
import contextlib
import json
import os


def stem(record):
    return '%s-%s-%s' % (record.name.normalized, record.version, record.build)


def is_cached(record, cache):
    return os.path.isfile(os.path.join(cache, stem(record), 'info', 'index.json'))


def borrow(records, cache, shared):
    """Links in the user's cache to the packages that only a shared one has.

    py-rattler has one cache for an installation. It reads a linked package as any other one there, and puts its lock
    beside the link, so that nothing is written to the shared cache. The links stay, since another build of the user may
    be reading them.
    """
    os.makedirs(cache, exist_ok=True)
    remove_unshared(cache, shared)
    for directory in shared:
        wanted = [record for record in records if not is_cached(record, cache)]
        found = [record for record in wanted if is_same(record, directory)]
        for record in found:
            with contextlib.suppress(FileExistsError):
                os.symlink(os.path.join(directory, stem(record)), os.path.join(cache, stem(record)))
    for directory in shared:
        taken = [record for record in records if place(record, cache) == directory]
        if taken:
            print('%d of %d packages are in the shared cache %s' % (len(taken), len(records), directory))


def remove_unshared(cache, shared):
    """Removes the links to packages that are gone, and to caches that the site no longer shares."""
    with os.scandir(cache) as entries:
        links = [entry.path for entry in entries if entry.is_symlink()]
    for link in links:
        if not os.path.exists(link) or os.path.dirname(os.readlink(link)) not in shared:
            with contextlib.suppress(FileNotFoundError):
                os.remove(link)


def place(record, cache):
    """The cache that a package of the user's cache is linked from, if it is."""
    link = os.path.join(cache, stem(record))
    return os.path.dirname(os.readlink(link)) if os.path.islink(link) else None


def is_same(record, cache):
    """Whether a shared cache has the package, and not another one of the same name, version and build."""
    if not is_cached(record, cache):
        return False
    known = os.path.join(cache, stem(record), 'info', 'repodata_record.json')
    if not os.path.isfile(known):
        return True
    with open(known, encoding='utf-8') as file:
        hashes = json.load(file)
    pairs = [(hashes.get('sha256'), record.sha256), (hashes.get('md5'), record.md5)]
    return all(mine == wanted.hex() for mine, wanted in pairs if mine and wanted)
