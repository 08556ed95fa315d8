"""conda's words for each failure: the error's name, its message, and the facts that its JSON has beside them."""

from failures import (
    CacheNotWritable, ChannelMissing, Declined, FileMissing, HashMismatch, InvalidSpec, NoChannels, NoSpace,
    NotAnEnvironment, NotAvailable, PrefixNotWritable, Unsatisfiable,
)

QUESTION = """WARNING: A conda environment already exists at '{prefix}'

Remove existing environment?
 (y/[n])? """


def bullets(texts: list[str]) -> str:
    return "\n".join(f"  - {text}" for text in texts)


WORDS = {
    InvalidSpec: lambda failure: (
        "InvalidMatchSpec", f"Invalid spec '{failure.spec}': {failure.why}", {"invalid_spec": failure.spec}),
    NoChannels: lambda failure: ("NoChannelsConfiguredError", "No channels are configured.", {}),
    ChannelMissing: lambda failure: (
        "UnavailableInvalidChannel", f"HTTP 404 UNAVAILABLE OR INVALID for channel {failure.name} <{failure.url}>",
        {"channel_name": failure.name, "channel_url": failure.url}),
    NotAvailable: lambda failure: (
        "PackagesNotFoundInChannelsError", "The following packages are not available from current channels:\n\n"
        f"{bullets(failure.specs)}\n\nCurrent channels:\n\n{bullets(failure.channels)}\n",
        {"packages": failure.specs}),
    Unsatisfiable: lambda failure: (
        "RattlerUnsatisfiableError", f"Cannot solve the request because of: {failure.causes}\n", {}),
    NotAnEnvironment: lambda failure: (
        "EnvironmentLocationNotFound", f"Not a conda environment: {failure.prefix}", {"location": str(failure.prefix)}),
    PrefixNotWritable: lambda failure: (
        "CondaError", f"Unable to create prefix directory '{failure.prefix}'.\n"
        "Check that you have sufficient permissions.", {}),
    CacheNotWritable: lambda failure: (
        "NoWritablePkgsDirError", f"No writeable pkgs directories configured.\n  - {failure.directory}", {}),
    FileMissing: lambda failure: ("CondaValueError", f"could not find file: {failure.path}", {}),
    HashMismatch: lambda failure: (
        "ChecksumMismatchError", f"md5 of '{failure.url}' is {failure.found}, not {failure.wanted}",
        {"url": failure.url}),
    NoSpace: lambda failure: ("NoSpaceLeftError", "No space left on devices.", {}),
    Declined: lambda failure: ("CondaSystemExit", "Exiting.", {}),
}
