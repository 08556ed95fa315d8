"""Starts a kernel by its name with a Jupyter client, as a Jupyter server would, and prints what a cell prints.

The standard input is JSON: `kernels` (a directory of kernelspecs), `name`, `environment` (of the session
that starts the kernel), `directory` (where it runs) and `code`.
"""
import json
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

PATIENCE = 600
STARTS_MOST = 3

asked = json.load(sys.stdin)
specs = KernelSpecManager(kernel_dirs=[asked['kernels']], ensure_native_kernel=False)
for start in range(1, STARTS_MOST + 1):
    manager = KernelManager(kernel_name=asked['name'], kernel_spec_manager=specs)
    manager.start_kernel(env=asked['environment'], cwd=asked['directory'])
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=PATIENCE)
        reply = client.execute_interactive(asked['code'], timeout=PATIENCE, allow_stdin=False)
        sys.exit(0 if reply['content']['status'] == 'ok' else 1)
    except RuntimeError:
        # Another program may take a port that the client has chosen before the kernel does.
        if start == STARTS_MOST:
            raise
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
