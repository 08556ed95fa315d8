"""Prints as JSON what the app needs to know about the Python that runs it.

    interpreter.py

It is passed to `python -c`, so that it needs no file.
"""
import json
import os
import platform
import sys

try:
    import ensurepip
    import venv  # noqa: F401 (whether there is one)

    pip = ensurepip.version()
except Exception:
    pip = ''  # Debian has them in separate packages.

try:
    library = os.confstr('CS_GNU_LIBC_VERSION') or ''
except (ValueError, OSError):
    library = ''  # Another C library.

answer = {
    # The base interpreter, because a virtual environment may be removed.
    'path': getattr(sys, '_base_executable', None) or sys.executable,
    'version': '%d.%d.%d' % sys.version_info[:3],
    'implementation': sys.implementation.name,
    'pip': pip,
    'machine': platform.machine(),
    'glibc': library.split()[-1] if library.startswith('glibc ') else '',
}
print(json.dumps(answer))
