"""Starts a Jupyter server.

    server.py SESSION [OPTION...]

SESSION  variables as JSON that the kernels get from the server and that would harm the server itself
OPTION   an option of `jupyter server`

Run it isolated (-I), for the same reason.
"""
import json
import os
import sys

from jupyter_server.serverapp import main

os.environ.update(json.loads(sys.argv[1]))
main(sys.argv[2:])
