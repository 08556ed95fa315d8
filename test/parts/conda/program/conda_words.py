"""conda's words for each failure: the error's name, its message, and what its JSON has beside them."""

import failures

QUESTION = """WARNING: A conda environment already exists at '{prefix}'

Remove existing environment?
 (y/[n])? """


def bullets(texts: list[str]) -> str:
    return "\n".join(f"  - {text}" for text in texts)


WORDS = {
    failures.InvalidSpec: lambda failure: (
        "InvalidMatchSpec",
        f"Invalid spec '{failure.spec}': {failure.why}",
        {"invalid_spec": failure.spec},
    ),
    failures.NoChannels: lambda failure: ("NoChannelsConfiguredError", "No channels are configured.", {}),
    failures.ChannelMissing: lambda failure: (
        "UnavailableInvalidChannel",
        f"HTTP 404 UNAVAILABLE OR INVALID for channel {failure.name} <{failure.url}>",
        {"channel_name": failure.name, "channel_url": failure.url},
    ),
    failures.NotAvailable: lambda failure: (
        "PackagesNotFoundInChannelsError",
        "The following packages are not available from current channels:\n\n"
        f"{bullets(failure.specs)}\n\nCurrent channels:\n\n{bullets(failure.channels)}\n",
        {"packages": failure.specs},
    ),
    failures.Unsatisfiable: lambda failure: (
        "RattlerUnsatisfiableError",
        f"Cannot solve the request because of: {failure.causes}\n",
        {},
    ),
    failures.NotAnEnvironment: lambda failure: (
        "EnvironmentLocationNotFound",
        f"Not a conda environment: {failure.prefix}",
        {"location": str(failure.prefix)},
    ),
    failures.PrefixNotWritable: lambda failure: (
        "CondaError",
        f"Unable to create prefix directory '{failure.prefix}'.\nCheck that you have sufficient permissions.",
        {},
    ),
    failures.CacheNotWritable: lambda failure: (
        "NoWritablePkgsDirError",
        f"No writeable pkgs directories configured.\n  - {failure.directory}",
        {},
    ),
    failures.FileMissing: lambda failure: ("CondaValueError", f"could not find file: {failure.path}", {}),
    failures.HashMismatch: lambda failure: (
        "ChecksumMismatchError",
        f"md5 of '{failure.url}' is {failure.found}, not {failure.wanted}",
        {"url": failure.url},
    ),
    failures.NoSpace: lambda failure: ("NoSpaceLeftError", "No space left on devices.", {}),
    failures.Declined: lambda failure: ("CondaSystemExit", "Exiting.", {}),
}
