"""A part of conda_engine.py: those of the user's and the site's settings of conda that say where channels are.

https://docs.conda.io/projects/conda/en/stable/user-guide/configuration/settings.html
"""
import json
import os
import re
import sys
from urllib.parse import unquote, urlsplit, urlunsplit

from conda_engine_failures import Failure

KEPT = ('channel_alias', 'custom_channels', 'default_channels', 'channel_priority', 'proxy_servers', 'ssl_verify')
ALIAS = 'https://conda.anaconda.org'
DEFAULTS = ['%s/%s' % (ALIAS, name) for name in ('main', 'r')]
ADDRESS = re.compile(r'\w+://')
TOKEN = re.compile(r'/t/([^/]+)')


class Settings:
    def __init__(self):
        self.values = {}
        self.logins = {}
        for path in filter(os.path.isfile, files()):
            self.values.update(kept(path))
        # A lock has addresses of packages, which may need these logins too.
        for address in self.mirrors():
            self.without_login(address)

    def mirrors(self):
        custom = (self.values.get('custom_channels') or {}).values()
        listed = [self.values.get('channel_alias'), *custom, *(self.values.get('default_channels') or [])]
        return [address for address in listed if address and ADDRESS.match(address)]

    def addresses(self, names):
        """The URLs of channels, without logins: these go to `logins`."""
        found = [address for name in names for address in self.addresses_of(name)]
        return [self.without_login(address) for address in dict.fromkeys(found)]

    def addresses_of(self, name):
        if ADDRESS.match(name):
            return [name]
        if name == 'defaults':
            listed = self.values.get('default_channels') or DEFAULTS
            return [address for each in listed for address in self.addresses_of(each)]
        custom = self.values.get('custom_channels') or {}
        base = custom.get(name.split('/')[0]) or self.values.get('channel_alias') or ALIAS
        return ['%s/%s' % (base.rstrip('/'), name)]

    def without_login(self, address):
        parts = urlsplit(address)
        token = TOKEN.search(parts.path)
        if token:
            self.logins[parts.hostname] = {'CondaToken': token.group(1)}
        elif parts.username:
            words = {'username': unquote(parts.username), 'password': unquote(parts.password or '')}
            self.logins[parts.hostname] = {'BasicHTTP': words}
        host = parts.netloc.rpartition('@')[2]
        return urlunsplit(parts._replace(netloc=host, path=TOKEN.sub('', parts.path, count=1)))

    @property
    def strict(self):
        return str(self.values.get('channel_priority') or 'flexible') == 'strict'

    def apply(self):
        """Sets the variables that py-rattler reads, where nothing else has."""
        proxies = self.values.get('proxy_servers') or {}
        certificates = self.values.get('ssl_verify')
        given = {'%s_proxy' % scheme: address for scheme, address in proxies.items() if address}
        if isinstance(certificates, str) and os.path.isfile(certificates):
            given['SSL_CERT_FILE'] = certificates
        for name, value in given.items():
            os.environ.setdefault(name, value)
        if self.logins:
            os.environ['RATTLER_AUTH_FILE'] = self.written_logins()

    def written_logins(self):
        """A file in memory, which ends with this process."""
        logins = dict(self.logins)
        path = os.environ.get('RATTLER_AUTH_FILE')
        if path:
            with open(path, encoding='utf-8') as file:
                logins.update(json.load(file))
        file = os.memfd_create('logins')
        os.write(file, json.dumps(logins).encode('utf-8'))
        return '/proc/self/fd/%d' % file


def files():
    """In the order of conda: a later one takes precedence."""
    home = os.path.expanduser('~')
    named = os.environ.get('CONDARC')
    usual = ['.conda/.condarc', '.condarc']
    return ['/etc/conda/.condarc', *(os.path.join(home, path) for path in usual), *([named] if named else [])]


def kept(path):
    # Only read where there are settings.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        with open(path, encoding='utf-8') as file:
            found = YAML(typ='safe', pure=True).load(os.path.expandvars(file.read())) or {}
    except (YAMLError, UnicodeDecodeError) as error:
        raise Failure('SettingsError', 'Unable to load configuration file.\n  path: %s\n  reason: %s' % (path, error))
    if not isinstance(found, dict):
        raise Failure('SettingsError', 'Unable to load configuration file.\n  path: %s\n  reason: no names' % path)
    values = {name: value for name, value in found.items() if name in KEPT}
    for name in values:
        print('Setting of %s: %s' % (path, name), file=sys.stderr)
    return values
