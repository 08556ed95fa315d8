"""Starts a kernel by its name with a Jupyter client, as a Jupyter server would, and prints what a cell prints.

The standard input is JSON: `kernels` (a directory of kernelspecs), `name`, `environment` (of the session
that starts the kernel), `directory` (where it runs) and `code`.
"""
import json
import sys

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

asked = json.load(sys.stdin)
specs = KernelSpecManager(kernel_dirs=[asked['kernels']], ensure_native_kernel=False)
manager = KernelManager(kernel_name=asked['name'], kernel_spec_manager=specs)
manager.start_kernel(env=asked['environment'], cwd=asked['directory'])
client = manager.client()
client.start_channels()
try:
    client.wait_for_ready(timeout=240)
    reply = client.execute_interactive(asked['code'], timeout=240, allow_stdin=False)
    sys.exit(0 if reply['content']['status'] == 'ok' else 1)
finally:
    client.stop_channels()
    manager.shutdown_kernel(now=True)
