"""Solving for packages and installing them in a prefix, with py-rattler."""

from __future__ import annotations

import os
import re
from pathlib import Path

import rattler
from rattler.exceptions import FetchRepoDataError, GatewayError, InvalidMatchSpecError, SolverError

from environments import ROOT, USER
from failures import (
    CacheNotWritable,
    ChannelMissing,
    FileMissing,
    HashMismatch,
    InvalidSpec,
    NotAvailable,
    Unsatisfiable,
)

PLATFORMS = [rattler.Subdir("linux-64"), rattler.Subdir("noarch")]
# A site's mirror: `conda-forge` and other plain names are channels beside the local one.
ALIAS = rattler.ChannelConfig(channel_alias=f"{(ROOT / 'channels').as_uri()}/")

PREAMBLE = "Cannot solve the request because of: "


def cache() -> Path:
    """The package cache to which packages are downloaded. Throws CacheNotWritable."""
    directory = caches()[0]
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CacheNotWritable(directory) from error
    return directory


def caches() -> list[Path]:
    named = os.environ.get("CONDA_PKGS_DIRS") or str(USER / "pkgs")
    return [Path(path.strip()).absolute() for path in named.split(",")]


def channel_of(name: str) -> rattler.Channel:
    return rattler.Channel(name, ALIAS)


def parse_spec(text: str) -> rattler.MatchSpec:
    """As conda reads it, to which `python=>3` is `python>3`. Throws InvalidSpec."""
    channel, separator, rest = text.rpartition("::")
    address = channel_of(channel).base_url.rstrip("/") if separator else ""
    try:
        strict = " " in rest
        return rattler.MatchSpec(f"{address}{separator}{rest.replace('=>', '>')}", strict=strict)
    except InvalidMatchSpecError as error:
        raise InvalidSpec(text, str(error)) from error


def read_files(files: list[Path]) -> list[str]:
    """The lines that are neither empty nor comments. Throws FileMissing."""
    lines: list[str] = []
    for file in files:
        if not file.is_file():
            raise FileMissing(file)
        lines += [line.strip() for line in file.read_text().splitlines()]
    return [line for line in lines if line and not line.startswith("#")]


async def solve(channels: list[str], specs: list[rattler.MatchSpec], installed: list, pinned: list[str]) -> list:
    """The packages that satisfy the specs. Throws ChannelMissing, NotAvailable or Unsatisfiable."""
    gateway = rattler.Gateway(cache_dir=cache() / "cache")
    sources = list(map(channel_of, channels))
    for source in sources:
        check_channel(source)
    await check_available(gateway, sources, specs)
    try:
        return await rattler.solve(
            sources=sources,
            specs=specs,
            constraints=[parse_spec(text) for text in pinned],
            gateway=gateway,
            locked_packages=installed,
            virtual_packages=rattler.VirtualPackage.detect(),
            add_pip_as_python_dependency=True,
        )
    except SolverError as error:
        raise Unsatisfiable(str(error).removeprefix(PREAMBLE).strip()) from error


def check_channel(channel: rattler.Channel) -> None:
    url = channel.base_url.rstrip("/")
    path = Path(url.removeprefix("file://"))
    if url.startswith("file://") and not (path / "noarch" / "repodata.json").is_file():
        raise ChannelMissing(path.name, url, "Couldn't read a file:// file")


async def check_available(gateway: rattler.Gateway, sources: list, specs: list[rattler.MatchSpec]) -> None:
    missing = []
    for spec in specs:
        try:
            found = await gateway.query(sources, PLATFORMS, [spec], recursive=False)
        except (GatewayError, FetchRepoDataError) as error:
            raise ChannelMissing(sources[0].name, sources[0].base_url.rstrip("/"), str(error)) from error
        if not any(found):
            missing.append(str(spec))
    if missing:
        raise NotAvailable(missing, [source.base_url.rstrip("/") for source in sources])


async def locked(lines: list[str]) -> list:
    """The packages of a lock: a URL and a hash a line. Throws NotAvailable or HashMismatch."""
    gateway = rattler.Gateway(cache_dir=cache() / "cache")
    return [await locked_record(gateway, line) for line in lines if line != "@EXPLICIT"]


async def locked_record(gateway: rattler.Gateway, line: str) -> rattler.RepoDataRecord:
    url, _, wanted = line.partition("#")
    match = re.fullmatch(r"(.+)/([^/]+)/([^/]+)-[^-/]+-[^-/]+", url)
    if not match:
        raise InvalidSpec(line, "not the URL of a package")
    channel = rattler.Channel(match[1])
    check_channel(channel)
    found = await gateway.query([channel], [rattler.Subdir(match[2])], [match[3]], recursive=False)
    record = next((each for records in found for each in records if each.url == url), None)
    if record is None:
        raise NotAvailable([url], [match[1]])
    if wanted and wanted != record.md5.hex():
        raise HashMismatch(url, wanted, record.md5.hex())
    return record


async def link(records: list, prefix: Path, specs: list[rattler.MatchSpec]) -> None:
    own, *others = caches()
    links = []
    for record in records:
        found = next(filter(None, (unpacked(record, each) for each in others)), None)
        if found and not unpacked(record, own):
            links.append(cache() / found.name)
            links[-1].symlink_to(found)
    try:
        # py-rattler 0.28 passes requested_specs on unchanged, but its Rust code needs the objects that they wrap.
        await rattler.install(
            records,
            target_prefix=prefix,
            cache_dir=cache(),
            show_progress=False,
            requested_specs=[spec._match_spec for spec in specs],
        )
    finally:
        for path in links:
            path.unlink()


def is_cached(record: rattler.RepoDataRecord) -> bool:
    return any(unpacked(record, each) for each in caches())


def unpacked(record: rattler.RepoDataRecord, directory: Path) -> Path | None:
    """The package in a package cache, if it is there."""
    found = directory.glob(f"{record.name.normalized}-{record.version}-{record.build}*/info")
    return next((path.parent for path in found), None)
