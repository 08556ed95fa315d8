"""Runs cells on a kernel with nbclient, goes on after errors, and prints the outputs of each cell as JSON.

The standard input is JSON: `kernel` (a name), `session` (variables as in server.py) and `cells` (code).
"""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient

# Seconds for a cell, of which each takes milliseconds.
PATIENCE = 120
STARTS_MOST = 3


def executed(asked):
    for start in range(1, STARTS_MOST + 1):
        cells = [nbformat.v4.new_code_cell(code) for code in asked['cells']]
        notebook = nbformat.v4.new_notebook(cells=cells)
        times = {'timeout': PATIENCE, 'startup_timeout': 600}
        try:
            NotebookClient(notebook, kernel_name=asked['kernel'], allow_errors=True, **times).execute()
            return notebook
        except (RuntimeError, TimeoutError):
            # Another program may take a port that the client has chosen before the kernel does. And jupyter_client sends
            # what a widget changes beside the object that waits for the answer, which then may not notice an answer of
            # that very moment: zmq_getsockopt(3) says of ZMQ_FD that reading ZMQ_EVENTS takes the notice away.
            if start == STARTS_MOST:
                raise


asked = json.load(sys.stdin)
os.environ.update(asked['session'])
print(json.dumps([cell['outputs'] for cell in executed(asked)['cells']]))
