"""Runs a notebook with nbclient, as notebook schedulers do, and prints the text of each cell as JSON.

The standard input is JSON: `kernel` (a name), `session` (variables as in server.py) and `cells` (code).
"""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient


def main():
    asked = json.load(sys.stdin)
    os.environ.update(asked['session'])
    cells = [nbformat.v4.new_code_cell(code) for code in asked['cells']]
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name=asked['kernel'], timeout=240, startup_timeout=240).execute()
    print(json.dumps([text_of(cell['outputs']) for cell in notebook.cells]))


def text_of(outputs):
    return ''.join(each.get('text') or each.get('data', {}).get('text/plain', '') for each in outputs)


if __name__ == '__main__':
    main()
