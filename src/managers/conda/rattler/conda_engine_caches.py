"""A part of conda_engine.py: which packages are in the user's package cache, and in those that the site shares."""
import contextlib
import json
import os


def stem(record):
    return '%s-%s-%s' % (record.name.normalized, record.version, record.build)


def is_cached(record, cache):
    return os.path.isfile(os.path.join(cache, stem(record), 'info', 'index.json'))


@contextlib.contextmanager
def borrowed(records, cache, shared):
    """Links in the user's cache to the packages that only a shared one has. They last until the packages are linked.

    py-rattler has one cache for an installation. It reads a linked package as any other one there, and puts its lock
    beside the link, so that nothing is written to the shared cache.
    """
    os.makedirs(cache, exist_ok=True)
    clear(cache)
    links = []
    try:
        for directory in shared:
            wanted = [record for record in records if not is_cached(record, cache)]
            found = [record for record in wanted if is_same(record, directory)]
            for record in found:
                links.append(os.path.join(cache, stem(record)))
                os.symlink(os.path.join(directory, stem(record)), links[-1])
            if found:
                print('%d of %d packages are in the shared cache %s' % (len(found), len(records), directory))
        yield
    finally:
        for link in links:
            remove(link)


def clear(cache):
    """Removes the links that a killed process has left."""
    with os.scandir(cache) as entries:
        links = [entry.path for entry in entries if entry.is_symlink()]
    for link in links:
        remove(link)


def remove(link):
    for path in (link, '%s.lock' % link):
        with contextlib.suppress(FileNotFoundError):
            os.remove(path)


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
