"""mamba's messages for each failure: log lines of level `error`, and the last one, of level `critical`."""

import failures

UNSOLVED = "Could not solve for environment specs"


def missing(spec: str) -> str:
    name, version, build = [*spec.replace("==", "").split(), "*", "*"][:3]
    return f"└─ {name} ={version} {build} does not exist (perhaps a typo or a missing channel)."


def unsolved(problems: list[str]) -> tuple[list[str], str]:
    tree = "\n".join(f"    {line}" for line in problems)
    return [f"{UNSOLVED}\n{tree}"], UNSOLVED


WORDS = {
    failures.InvalidSpec: lambda failure: ([], f'Error parsing MatchSpec "{failure.spec}": {failure.why}'),
    # An empty list of channels is not refused: it has no packages.
    failures.NoChannels: lambda failure: unsolved(["└─ no channels"]),
    failures.ChannelMissing: lambda failure: (
        [],
        f"Multiple errors occurred:\n"
        f" Download error (37) {failure.why} [{failure.url}/linux-64/repodata.json]",
    ),
    failures.NotAvailable: lambda failure: unsolved(
        ["The following packages are incompatible", *map(missing, failure.specs)]
    ),
    failures.Unsatisfiable: lambda failure: unsolved(failure.causes.splitlines()),
    failures.NotAnEnvironment: lambda failure: (
        [
            f"Expected environment not found at prefix: {failure.prefix}"
            if failure.prefix.exists()
            else f"No prefix found at: {failure.prefix}"
        ],
        "Aborting.",
    ),
    failures.NotAFreePrefix: lambda failure: (
        ["Non-conda folder exists at prefix - aborting."],
        "Non-conda folder exists at prefix - aborting.",
    ),
    failures.PrefixNotWritable: lambda failure: (
        [],
        f"filesystem error: cannot create directories: Permission denied [{failure.prefix}]",
    ),
    failures.CacheNotWritable: lambda failure: (
        [],
        f"Could not find any writable cache directory: {failure.directory}",
    ),
    failures.FileMissing: lambda failure: ([], f"File not found: {failure.path}"),
    failures.HashMismatch: lambda failure: (
        [f"File not valid: MD5 sum doesn't match expectation {failure.url}"],
        f"Download failed: {failure.url}",
    ),
    failures.NoSpace: lambda failure: ([], "filesystem error: cannot copy: No space left on device"),
}
