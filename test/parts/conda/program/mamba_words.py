"""mamba's words for each failure: lines of its log's level `error`, and the last one, of level `critical`."""

from failures import (
    CacheNotWritable, ChannelMissing, FileMissing, HashMismatch, InvalidSpec, NoChannels, NoSpace, NotAFreePrefix,
    NotAnEnvironment, NotAvailable, PrefixNotWritable, Unsatisfiable,
)

UNSOLVED = "Could not solve for environment specs"


def missing(spec: str) -> str:
    name, version, build = [*spec.replace("==", "").split(), "*", "*"][:3]
    return f"└─ {name} ={version} {build} does not exist (perhaps a typo or a missing channel)."


def unsolved(problems: list[str]) -> tuple[list[str], str]:
    tree = "\n".join(f"    {line}" for line in problems)
    return [f"{UNSOLVED}\n{tree}"], UNSOLVED


WORDS = {
    InvalidSpec: lambda failure: ([], f'Error parsing MatchSpec "{failure.spec}": {failure.why}'),
    # An empty list of channels is not refused: nothing is found in it.
    NoChannels: lambda failure: unsolved(["└─ no channels"]),
    ChannelMissing: lambda failure: (
        [], f"Multiple errors occurred:\n Download error (37) {failure.why} [{failure.url}/linux-64/repodata.json]"),
    NotAvailable: lambda failure: unsolved(["The following packages are incompatible", *map(missing, failure.specs)]),
    Unsatisfiable: lambda failure: unsolved(failure.causes.splitlines()),
    NotAnEnvironment: lambda failure: (
        [f"Expected environment not found at prefix: {failure.prefix}" if failure.prefix.exists()
         else f"No prefix found at: {failure.prefix}"], "Aborting."),
    NotAFreePrefix: lambda failure: (
        ["Non-conda folder exists at prefix - aborting."], "Non-conda folder exists at prefix - aborting."),
    PrefixNotWritable: lambda failure: (
        [], f"filesystem error: cannot create directories: Permission denied [{failure.prefix}]"),
    CacheNotWritable: lambda failure: ([], f"Could not find any writable cache directory: {failure.directory}"),
    FileMissing: lambda failure: ([], f"File not found: {failure.path}"),
    HashMismatch: lambda failure: (
        [f"File not valid: MD5 sum doesn't match expectation {failure.url}"], f"Download failed: {failure.url}"),
    NoSpace: lambda failure: ([], "filesystem error: cannot copy: No space left on device"),
}
