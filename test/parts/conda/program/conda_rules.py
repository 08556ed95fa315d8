"""The effect of conda's settings (condarc.py) on `create` and `install`."""

from __future__ import annotations

import argparse
from dataclasses import dataclass, field
from pathlib import Path

import failures
from condarc import NATIVE, settings


@dataclass
class Rules:
    # Additional specs, and specs that limit a package only if it is installed.
    added: list[str] = field(default_factory=list)
    pinned: list[str] = field(default_factory=list)
    disallowed: list[str] = field(default_factory=list)
    # Whether files are links into the package cache, and so depend on it.
    softlink: bool = False


def follow(arguments: argparse.Namespace) -> Rules:
    """Throws if the settings forbid it."""
    found = settings()
    if found["subdir"] != NATIVE:
        # Seen of linux-aarch64 on linux-64.
        said = "TypeError: expected str, bytes or os.PathLike object, not NoneType"
        raise failures.UnexpectedError(said, found["subdir"])
    if arguments.override_channels and not found["override_channels_enabled"]:
        raise failures.ChannelsFixed
    for channel in arguments.channels:
        allowed = found["allowlist_channels"]
        if allowed and channel not in allowed:
            raise failures.ChannelNotAllowed(channel.rstrip("/").rpartition("/")[2], channel)
    create = arguments.command == "create" and not arguments.no_default_packages
    return Rules(
        added=found["create_default_packages"] if create else [],
        pinned=[] if found["ignore_pinned"] else found["pinned_packages"],
        disallowed=found["disallowed_packages"],
        softlink=found["always_softlink"],
    )


def check_allowed(rules: Rules, records: list) -> None:
    """Throws PackageNotAllowed."""
    for record in records:
        if record.name.normalized in rules.disallowed:
            url = record.url.rsplit("/", 2)
            raise failures.PackageNotAllowed(f"{url[0]}/{url[1]}::{Path(url[2]).stem}")
