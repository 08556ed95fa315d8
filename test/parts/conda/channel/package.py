"""A conda package: its files in memory, its metadata, and the `.conda` file that holds both.

The format: https://conda.io/projects/conda/en/stable/user-guide/concepts/packages.html and
https://github.com/conda/ceps (CEP 34, package metadata; CEP 35, archive format).
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import zstandard

# A client replaces this with the environment's path when it links a file. In a binary file, the path can be at most as
# long as this; conda-build uses 255 characters.
PLACEHOLDER = "/placeholder".ljust(255, "_")

SUBDIR = "linux-64"
# One fixed time, so that equal content gives an equal package: seconds since 1970.
TIMESTAMP = 1_700_000_000


@dataclass
class File:
    """A regular file, or a symbolic link if it has a target."""

    data: bytes = b""
    executable: bool = False
    target: str | None = None

    def path_record(self, path: str) -> dict:
        record = {
            "_path": path,
            "path_type": "hardlink" if self.target is None else "softlink",
            "sha256": hashlib.sha256(self.data).hexdigest(),
            "size_in_bytes": len(self.data),
        }
        if PLACEHOLDER.encode() in self.data:
            mode = "binary" if b"\0" in self.data else "text"
            record |= {"prefix_placeholder": PLACEHOLDER, "file_mode": mode}
        return record

    def add_to(self, archive: tarfile.TarFile, path: str) -> None:
        member = tarfile.TarInfo(path)
        member.mtime = TIMESTAMP
        member.mode = 0o755 if self.executable else 0o644
        if self.target is None:
            member.size = len(self.data)
        else:
            member.type, member.linkname = tarfile.SYMTYPE, self.target
        archive.addfile(member, io.BytesIO(self.data))


@dataclass
class Package:
    name: str
    version: str
    build: str = "0"
    depends: list[str] = field(default_factory=list)
    constrains: list[str] = field(default_factory=list)
    # "generic" or "python"; None for a package of this platform.
    noarch: str | None = None
    # Console scripts of a noarch Python package, as `name = module:function`.
    entry_points: list[str] = field(default_factory=list)
    files: dict[str, File] = field(default_factory=dict)

    def add(self, path: str, data: bytes | str, executable: bool = False) -> None:
        self.files[path] = File(data.encode() if isinstance(data, str) else data, executable)

    def link(self, path: str, target: str) -> None:
        self.files[path] = File(target=target)

    def write(self, channel: Path) -> None:
        """Writes CHANNEL/SUBDIR/NAME-VERSION-BUILD.conda."""
        stem = f"{self.name}-{self.version}-{self.build}"
        folder = channel / ("noarch" if self.noarch else SUBDIR)
        folder.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / f"{stem}.conda", "w", zipfile.ZIP_STORED) as archive:
            archive.writestr("metadata.json", json.dumps({"conda_pkg_format_version": 2}))
            archive.writestr(f"info-{stem}.tar.zst", compressed_tar(self._info()))
            archive.writestr(f"pkg-{stem}.tar.zst", compressed_tar(self.files))

    def _info(self) -> dict[str, File]:
        paths = [file.path_record(path) for path, file in sorted(self.files.items())]
        documents: dict[str, object] = {
            "index.json": self._index(),
            "paths.json": {"paths": paths, "paths_version": 1},
            "about.json": {"summary": f"{self.name}, packaged for tests"},
        }
        if self.noarch == "python":
            noarch = {"type": "python", "entry_points": self.entry_points}
            documents["link.json"] = {"noarch": noarch, "package_metadata_version": 1}
        return {f"info/{name}": File(json.dumps(value).encode()) for name, value in documents.items()}

    def _index(self) -> dict:
        index = {
            "name": self.name,
            "version": self.version,
            "build": self.build,
            "build_number": 0,
            "depends": sorted(self.depends),
            "constrains": sorted(self.constrains),
            "timestamp": TIMESTAMP * 1000,
        }
        if self.noarch:
            return index | {"subdir": "noarch", "noarch": self.noarch}
        return index | {"subdir": SUBDIR, "platform": "linux", "arch": "x86_64"}


def compressed_tar(files: dict[str, File]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for path, file in sorted(files.items()):
            file.add_to(archive, path)
    return zstandard.ZstdCompressor(level=3).compress(buffer.getvalue())
