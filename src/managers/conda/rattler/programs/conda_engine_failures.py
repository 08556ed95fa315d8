"""A part of conda_engine.py: failures as text, in which the app finds their causes."""
import re

from rattler.exceptions import GatewayError, SolverError

MISSING = re.compile(r"could not find subdir '[^']*' in channel '([^']*)'")


class Failure(Exception):
    def __init__(self, name, message):
        super().__init__(name, message)
        self.name = name
        self.message = message

    def __str__(self):
        return '%s: %s' % (self.name, self.message)


def explained(error):
    """The message of an error of the engine, of py-rattler or of the system."""
    text = str(error).strip()
    if isinstance(error, Failure):
        return text
    if isinstance(error, SolverError):
        return 'RattlerUnsatisfiableError: %s' % text
    missing = MISSING.search(text) if isinstance(error, GatewayError) else None
    if missing:
        url = missing.group(1).rstrip('/')
        return 'ChannelNotFoundError: There is no channel %s <%s>\n\n%s' % (url.rpartition('/')[2], url, text)
    return '%s: %s' % (type(error).__name__, text)
