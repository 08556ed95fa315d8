"""A part of conda_engine.py: downloads and links packages, and records them as conda does."""
import glob
import hashlib
import json
import os
import re
import subprocess
import time
from urllib.parse import unquote, urlsplit

import rattler
from conda_engine_caches import borrow, is_cached, stem
from conda_engine_channels import client, in_order
from conda_engine_failures import Failure
from conda_engine_progress import Progress, with_limit

# A line of a lock; the hash is MD5 or SHA-256.
PACKAGE = re.compile(
    r'(?P<url>(?P<channel>\S+)/(?P<subdir>[^/\s]+)/(?P<name>[^/\s]+)-(?P<version>[^-/\s]+)-(?P<build>[^-/\s]+)'
    r'\.(?:conda|tar\.bz2))(?:#(?:sha256:)?(?P<hash>[0-9a-f]{32}|[0-9a-f]{64}))?$'
)


def installed(prefix):
    """The records of an environment, in the order in which they were linked."""
    files = sorted(glob.glob(os.path.join(glob.escape(prefix), 'conda-meta', '*.json')))
    if not files:
        raise Failure('EnvironmentLocationNotFound', 'Not a conda environment: %s' % prefix)
    return in_order([rattler.PrefixRecord.from_path(path) for path in files])


async def link(records, prefix, caches, specs, present=()):
    """Downloads what no cache has, links everything, and runs the packages' own scripts."""
    cache, shared = caches
    before = {record.file_name for record in present}
    fresh = [record for record in records if record.file_name not in before]
    borrow(fresh, cache, shared)
    for record in fresh:
        check_file(record, cache)
    await install(records, prefix, cache, specs, present, fresh)
    complete_records(prefix, fresh)
    for record in fresh:
        run_script(record, prefix)
    write_history(prefix, before, records)


async def install(records, prefix, cache, specs, present, fresh):
    progress = Progress(fresh)
    installing = rattler.install(
        records,
        target_prefix=prefix,
        cache_dir=cache,
        installed_packages=list(present) or None,
        client=client(),
        requested_specs=[spec._match_spec for spec in specs],
        reporter=progress,
    )
    await with_limit(installing, progress)
    progress.done()


def check_file(record, cache):
    """py-rattler checks the hashes of downloads only, not of files of a local channel."""
    name, wanted = ('sha256', record.sha256) if record.sha256 else ('md5', record.md5)
    if not wanted or not record.url.startswith('file://') or is_cached(record, cache):
        return
    digest = hashlib.new(name)
    with open(unquote(urlsplit(record.url).path), 'rb') as file:
        for block in iter(lambda: file.read(1 << 20), b''):
            digest.update(block)
    if digest.digest() != wanted:
        words = (record.url, wanted.hex(), digest.hexdigest())
        raise Failure('HashError', 'hash mismatch when extracting %s: expected %s, got %s' % words)


def complete_records(prefix, records):
    """A record that came from a lock has no more than its URL says: the package itself has the rest."""
    for record in records:
        if record.depends or record.size:
            continue
        path = os.path.join(prefix, 'conda-meta', '%s.json' % stem(record))
        with open(path, encoding='utf-8') as file:
            known = json.load(file)
        if known.get('depends'):
            continue
        with open(os.path.join(known['extracted_package_dir'], 'info', 'index.json'), encoding='utf-8') as file:
            own = json.load(file)
        complete = dict(own, **{name: value for name, value in known.items() if value or name not in own})
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(complete, file, indent=2)


def run_script(record, prefix):
    """https://docs.conda.io/projects/conda-build/en/stable/resources/link-scripts.html"""
    name = record.name.normalized
    script = os.path.join(prefix, 'bin', '.%s-post-link.sh' % name)
    if not os.path.isfile(script):
        return
    variables = dict(
        os.environ,
        ROOT_PREFIX=prefix,
        PREFIX=prefix,
        PKG_NAME=name,
        PKG_VERSION=str(record.version),
        PKG_BUILDNUM=str(record.build_number),
        PATH='%s/bin:%s' % (prefix, os.environ.get('PATH', os.defpath)),
    )
    answer = subprocess.run(
        ['bash', script],
        cwd=prefix,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        universal_newlines=True,
    )
    messages = os.path.join(prefix, '.messages.txt')
    if os.path.isfile(messages):
        with open(messages, encoding='utf-8', errors='replace') as file:
            print(file.read())
        os.remove(messages)
    if answer.returncode:
        words = (stem(record), script, answer.stdout, answer.stderr, answer.returncode)
        raise Failure(
            'LinkError',
            'post-link script failed for package %s\nlocation of failed script: %s\n'
            '==> script messages <==\n<None>\n==> script output <==\nstdout: %s\nstderr: %s\nreturn code: %d\n' % words,
        )


def write_history(prefix, before, records):
    """By this file, conda knows an environment, and what was asked for."""
    now = {record.file_name for record in records}
    with open(os.path.join(prefix, 'conda-meta', 'history'), 'a', encoding='utf-8') as file:
        file.write('==> %s <==\n' % time.strftime('%Y-%m-%d %H:%M:%S'))
        file.writelines('-%s\n' % name for name in sorted(before - now))
        file.writelines('+%s\n' % record.url for record in records if record.file_name not in before)


def lock_text(records):
    head = '# platform: %s\n@EXPLICIT\n' % rattler.Platform.current()
    return head + ''.join('%s\n' % lock_line(record) for record in records)


def lock_line(record):
    digest = record.md5 or record.sha256
    return '%s#%s' % (record.url, digest.hex()) if digest else record.url


def locked_records(text):
    """The packages of a lock, by what their URLs say."""
    lines = [line.strip() for line in text.splitlines()]
    return [locked_record(line) for line in lines if line and not line.startswith(('#', '@'))]


def locked_record(line):
    match = PACKAGE.match(line)
    if not match:
        raise Failure('SpecError', "The line '%s' of the lock is not the URL of a package, and a hash" % line)
    digest = bytes.fromhex(match.group('hash') or '')
    number = re.search(r'(\d+)$', match.group('build'))
    package = rattler.PackageRecord(
        name=match.group('name'),
        version=match.group('version'),
        build=match.group('build'),
        build_number=int(number.group(1)) if number else 0,
        subdir=match.group('subdir'),
        md5=digest if len(digest) == 16 else None,
        sha256=digest if len(digest) == 32 else None,
    )
    url = match.group('url')
    return rattler.RepoDataRecord(package, url.rpartition('/')[2], url, match.group('channel'))
