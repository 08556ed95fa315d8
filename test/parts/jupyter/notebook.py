"""Runs a notebook with nbclient, as notebook schedulers do, and prints the text of each cell as JSON.

The standard input is JSON: `kernel` (a name), `session` (variables as in server.py) and `cells` (code).
"""
import json
import os
import sys

import nbformat
from nbclient import NotebookClient


PATIENCE = 600
STARTS_MOST = 3


def main():
    asked = json.load(sys.stdin)
    os.environ.update(asked['session'])
    print(json.dumps([text_of(cell['outputs']) for cell in executed(asked).cells]))


def executed(asked):
    for start in range(1, STARTS_MOST + 1):
        cells = [nbformat.v4.new_code_cell(code) for code in asked['cells']]
        notebook = nbformat.v4.new_notebook(cells=cells)
        client = NotebookClient(
            notebook, kernel_name=asked['kernel'], timeout=PATIENCE, startup_timeout=PATIENCE,
        )
        try:
            client.execute()
            return notebook
        except RuntimeError:
            # Another program may take a port that the client has chosen before the kernel does.
            if start == STARTS_MOST:
                raise


def text_of(outputs):
    return ''.join(each.get('text') or each.get('data', {}).get('text/plain', '') for each in outputs)


if __name__ == '__main__':
    main()
