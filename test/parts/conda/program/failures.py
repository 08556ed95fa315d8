"""Failures without their messages: manners.py words them as conda or mamba does."""

from dataclasses import dataclass
from pathlib import Path


class Failure(Exception):
    pass


@dataclass
class Usage(Failure):
    text: str
    # The whole usage text of the command.
    usage: str


@dataclass
class InvalidSpec(Failure):
    spec: str
    why: str


@dataclass
class NoChannels(Failure):
    pass


@dataclass
class ChannelMissing(Failure):
    name: str
    url: str
    why: str


@dataclass
class NotAvailable(Failure):
    specs: list[str]
    channels: list[str]


@dataclass
class Unsatisfiable(Failure):
    # The solver's tree of causes.
    causes: str


@dataclass
class NotAnEnvironment(Failure):
    prefix: Path


@dataclass
class NotAFreePrefix(Failure):
    prefix: Path


@dataclass
class PrefixNotWritable(Failure):
    prefix: Path


@dataclass
class CacheNotWritable(Failure):
    directory: Path


@dataclass
class FileMissing(Failure):
    path: Path


@dataclass
class HashMismatch(Failure):
    url: str
    wanted: str
    found: str


@dataclass
class NoSpace(Failure):
    pass


@dataclass
class BrokenSettings(Failure):
    path: Path
    # Counted from 0, as in conda.
    line: int
    column: int


@dataclass
class UnexpectedError(Failure):
    """An unexpected error: conda prints a long report, and advice on plugins."""

    # The exception, as Python prints it.
    exception: str
    platform: str


@dataclass
class ChannelsFixed(Failure):
    pass


@dataclass
class ChannelNotAllowed(Failure):
    name: str
    url: str


@dataclass
class PackageNotAllowed(Failure):
    package: str


@dataclass
class ScriptFailed(Failure):
    package: str
    script: Path
    stdout: str
    stderr: str
    status: int


@dataclass
class Declined(Failure):
    """The question whether to replace an environment got the answer no, by the end of the input."""

    prefix: Path
