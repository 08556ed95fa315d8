"""conda's messages for each failure: the error's name, its message, and further fields of its JSON."""

import failures

REPORT = """
# >>>>>>>>>>>>>>>>>>>>>> ERROR REPORT <<<<<<<<<<<<<<<<<<<<<<

    Traceback (most recent call last):
{exception}

`$ {command}`

  environment variables:
{variables}

     active environment : None
       user config file : {home}/.condarc
          conda version : {version}
                 solver : rattler
               platform : {platform}
             netrc file : None
           offline mode : False


An unexpected error has occurred. Conda has prepared the above report.

If you suspect this error is being caused by a malfunctioning plugin,
consider using the --no-plugins option to turn off plugins.

Example: conda --no-plugins install <package>

Alternatively, you can set the CONDA_NO_PLUGINS environment variable on
the command line to run the command without plugins enabled.

Example: CONDA_NO_PLUGINS=true conda install <package>
"""

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
    failures.BrokenSettings: lambda failure: (
        "ConfigurationLoadError",
        f"Unable to load configuration file.\n  path: {failure.path}\n"
        f"  reason: invalid yaml at line {failure.line}, column {failure.column}",
        {},
    ),
    failures.ChannelsFixed: lambda failure: (
        "OperationNotAllowed",
        "Overriding channels has been disabled.",
        {},
    ),
    failures.ChannelNotAllowed: lambda failure: (
        "ChannelNotAllowed",
        "Channel not included in allowlist:\n"
        f"  channel name: {failure.name}\n  channel url: {failure.url}\n",
        {},
    ),
    failures.PackageNotAllowed: lambda failure: (
        "DisallowedPackageError",
        f"The package '{failure.package}' is disallowed by configuration.\n"
        "See 'conda config --show disallowed_packages'.",
        {},
    ),
    failures.ScriptFailed: lambda failure: (
        "LinkError",
        f"post-link script failed for package {failure.package}\n"
        f"location of failed script: {failure.script}\n"
        "==> script messages <==\n<None>\n==> script output <==\n"
        f"stdout: {failure.stdout}\nstderr: {failure.stderr}\nreturn code: {failure.status}\n\n\n()",
        {},
    ),
    failures.NoSpace: lambda failure: ("NoSpaceLeftError", "No space left on devices.", {}),
    failures.Declined: lambda failure: ("CondaSystemExit", "Exiting.", {}),
}
