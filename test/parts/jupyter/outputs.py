"""Runs cells on a kernel with nbclient, goes on after errors, and prints the outputs of each cell as JSON.

The standard input is JSON: `kernel` (a name), `session` (variables as in server.py) and `cells` (code).
"""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient

asked = json.load(sys.stdin)
os.environ.update(asked['session'])
cells = [nbformat.v4.new_code_cell(code) for code in asked['cells']]
notebook = nbformat.v4.new_notebook(cells=cells)
NotebookClient(notebook, kernel_name=asked['kernel'], timeout=240, allow_errors=True).execute()
print(json.dumps([cell['outputs'] for cell in notebook['cells']]))
