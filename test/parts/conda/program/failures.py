"""What can go wrong, in nobody's words: manners.py says it as conda or mamba would."""

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
class Declined(Failure):
    """The question whether to replace an environment was answered with no, by the end of the input."""

    prefix: Path
