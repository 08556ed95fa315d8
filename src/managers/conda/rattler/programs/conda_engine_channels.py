"""A part of conda_engine.py: channels, and solving for the packages of an environment."""
import os

import rattler
from conda_engine_failures import Failure
from rattler.exceptions import InvalidMatchSpecError, SolverError

# Of a whole request for a channel's list of packages, in seconds.
LIST_SECONDS = 300


def client(seconds=None):
    """Retries, and knows the logins of RATTLER_AUTH_FILE and NETRC."""
    tries = int(os.environ.get('CONDA_REMOTE_MAX_RETRIES') or 3)
    return rattler.Client.default_client(max_retries=tries, timeout=seconds)


class Channels:
    def __init__(self, addresses, cache, strict=False):
        self.sources = [rattler.Channel(address) for address in addresses]
        self.strict = strict
        self.gateway = rattler.Gateway(
            cache_dir=os.path.join(cache, 'cache'), client=client(LIST_SECONDS)
        )

    def specs(self, texts, kept=()):
        """The requested specs and those of earlier requests, unless a new one names the same package."""
        asked = [parsed(text) for text in texts]
        names = {spec.name.normalized for spec in asked if spec.name}
        earlier = [spec for spec in map(parsed, kept) if spec.name and spec.name.normalized not in names]
        return asked + earlier

    async def solve(self, texts, present=(), kept=()):
        """The packages of the environment, in the order in which they are linked. Throws Failure."""
        specs = self.specs(texts, kept)
        try:
            records = await self.solve_specs(specs, present)
        except SolverError as error:
            missing = await self.missing(specs)
            if missing:
                raise Failure('PackagesNotFoundInChannelsError', self.not_found(missing)) from None
            raise error
        return in_order(records)

    async def solve_specs(self, specs, present):
        """With strict channel priority; where that has no solution, with the packages of all channels, as conda does
        unless its settings say `strict`."""
        try:
            return await self.solve_by(rattler.ChannelPriority.Strict, specs, present)
        except SolverError:
            if self.strict or len(self.sources) < 2:
                raise
        return await self.solve_by(rattler.ChannelPriority.Disabled, specs, present)

    async def solve_by(self, priority, specs, present):
        overrides = rattler.VirtualPackageOverrides.from_env()
        return await rattler.solve(
            sources=self.sources,
            specs=specs,
            gateway=self.gateway,
            locked_packages=list(present),
            virtual_packages=rattler.VirtualPackage.detect(overrides),
            channel_priority=priority,
        )

    async def described(self, records):
        """The packages of a lock, which knows only their names, with their dependencies. One that is gone is left out."""
        names = {record.name.normalized: record.file_name for record in records}
        if not names:
            return []
        platforms = [rattler.Platform.current(), rattler.Platform('noarch')]
        specs = [rattler.MatchSpec(name) for name in names]
        found = await self.gateway.query(self.sources, platforms, specs, recursive=False)
        same = [each for records in found for each in records if each.file_name == names.get(each.name.normalized)]
        return list({record.name.normalized: record for record in same}.values())

    async def missing(self, specs):
        """The specs of packages that no channel has."""
        platforms = [rattler.Platform.current(), rattler.Platform('noarch')]
        names = {name.normalized for name in await self.gateway.names(self.sources, platforms)}
        return [spec for spec in specs if spec.name and spec.name.normalized not in names]

    def not_found(self, specs):
        missing = ''.join('\n  - %s' % spec for spec in specs)
        channels = ''.join('\n  - %s' % source.base_url.rstrip('/') for source in self.sources)
        return (
            'The following packages are not available from current channels:\n'
            '%s\n\nCurrent channels:\n%s\n' % (missing, channels)
        )


def parsed(text):
    try:
        return rattler.MatchSpec(text)
    except InvalidMatchSpecError as error:
        raise Failure('SpecError', "The package spec '%s' cannot be read: %s" % (text, error)) from None


def in_order(records):
    """Dependencies first."""
    by_name = {record.name.normalized: record for record in records}
    return [by_name[each.name.normalized] for each in rattler.PackageRecord.sort_topologically(records)]
