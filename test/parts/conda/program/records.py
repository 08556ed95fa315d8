"""How packages are printed."""

from __future__ import annotations

import json

import rattler

from environments import in_order


def stem(record: rattler.RepoDataRecord) -> str:
    return f"{record.name.normalized}-{record.version}-{record.build}"


def channel_url(record: rattler.RepoDataRecord) -> str:
    return record.url.rsplit("/", 2)[0]


def brief(record: rattler.RepoDataRecord) -> dict:
    """As conda shows a package that is or will be installed."""
    return {
        "base_url": channel_url(record),
        "build_number": record.build_number,
        "build_string": str(record.build),
        "channel": channel_url(record).rpartition("/")[2],
        "dist_name": stem(record),
        "name": record.name.normalized,
        "platform": str(record.subdir),
        "version": str(record.version),
    }


def full(record: rattler.RepoDataRecord) -> dict:
    """The channel's whole record, including `size` in bytes."""
    package = json.loads(record.to_json())
    return package | {"fn": record.file_name, "url": record.url, "channel": channel_url(record)}


def explicit(records: list, md5: bool, comment: str) -> str:
    """A lock that `create --file` reads."""
    return "\n".join([f"# {comment}", "# platform: linux-64", "@EXPLICIT", *urls(in_order(records), md5)])


def urls(records: list, md5: bool) -> list[str]:
    return [record.url + (f"#{record.md5.hex()}" if md5 else "") for record in records]
