"""Writes to DIRECTORY a package `heavy` of BYTES that cannot be compressed: for a package index and for a conda channel.

    heavy.py DIRECTORY BYTES

https://packaging.python.org/en/latest/specifications/simple-repository-api/
https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html
"""
import base64
import hashlib
import io
import json
import os
import sys
import tarfile
import zipfile

METADATA = b'Metadata-Version: 2.1\nName: heavy\nVersion: 1.0\n'
WHEEL = b'Wheel-Version: 1.0\nGenerator: heavy\nRoot-Is-Purelib: true\nTag: py3-none-any\n'


def main(directory, size):
    content = os.urandom(int(size))
    for name in ('simple/heavy', 'channel/noarch', 'channel/linux-64', 'channel/linux-aarch64'):
        os.makedirs(os.path.join(directory, name))
    write_index(os.path.join(directory, 'simple/heavy'), content)
    write_channel(os.path.join(directory, 'channel'), content)


def write_index(directory, content):
    wheel = 'heavy-1.0-py3-none-any.whl'
    files = {'heavy.bin': content, 'heavy-1.0.dist-info/METADATA': METADATA, 'heavy-1.0.dist-info/WHEEL': WHEEL}
    record = ''.join('%s,sha256=%s,%d\n' % (name, wheel_hash(data), len(data)) for name, data in files.items())
    file = os.path.join(directory, wheel)
    with zipfile.ZipFile(file, 'w') as archive:
        for name, data in files.items():
            archive.writestr(name, data)
        archive.writestr('heavy-1.0.dist-info/RECORD', record + 'heavy-1.0.dist-info/RECORD,,\n')
    write(file + '.metadata', METADATA)
    with open(file, 'rb') as archive:
        address = '%s#sha256=%s' % (wheel, hashlib.sha256(archive.read()).hexdigest())
    metadata = 'sha256=' + hashlib.sha256(METADATA).hexdigest()
    link = '<a href="%s" data-core-metadata="%s" data-dist-info-metadata="%s">%s</a>'
    write(os.path.join(directory, 'index.html'), (link % (address, metadata, metadata, wheel)).encode())


def wheel_hash(data):
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b'=').decode()


def write_channel(directory, content):
    name = 'heavy-1.0-0.tar.bz2'
    about = {'name': 'heavy', 'version': '1.0', 'build': '0', 'build_number': 0, 'depends': [], 'subdir': 'noarch'}
    path = {'_path': 'share/heavy.bin', 'path_type': 'hardlink', 'sha256': hashlib.sha256(content).hexdigest()}
    paths = {'paths': [dict(path, size_in_bytes=len(content))], 'paths_version': 1}
    file = os.path.join(directory, 'noarch', name)
    with tarfile.open(file, 'w:bz2') as archive:
        for member, data in (
            ('info/index.json', json.dumps(about).encode()),
            ('info/paths.json', json.dumps(paths).encode()),
            ('share/heavy.bin', content),
        ):
            info = tarfile.TarInfo(member)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    with open(file, 'rb') as archive:
        data = archive.read()
    sums = {'sha256': hashlib.sha256(data).hexdigest(), 'md5': hashlib.md5(data).hexdigest(), 'size': len(data)}
    for subdir in os.listdir(directory):
        packages = {name: dict(about, **sums)} if subdir == 'noarch' else {}
        list_of = {'info': {'subdir': subdir}, 'packages': packages, 'packages.conda': {}}
        write(os.path.join(directory, subdir, 'repodata.json'), json.dumps(list_of).encode())


def write(path, data):
    with open(path, 'wb') as file:
        file.write(data)


if __name__ == '__main__':
    main(*sys.argv[1:])
