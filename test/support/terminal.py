"""Pastes a file into an interactive bash on a new terminal, as a person does, and prints what the terminal shows.

    terminal.py FILE [LINE...]

FILE   what is pasted
LINE   typed before it

Ends with the exit status of what was pasted.
"""
import os
import pty
import re
import select
import sys

PROMPT = b'ready> '
END = re.compile(rb'ended with (\d+)\r?\n')


def main():
    with open(sys.argv[1], 'rb') as file:
        text = file.read().rstrip(b'\n')
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM='xterm', PS1=PROMPT.decode(), HISTFILE='/dev/null')
        os.execv('/bin/bash', ['bash', '--norc', '--noprofile', '-i'])
    wait_for(terminal, re.compile(PROMPT))
    for line in sys.argv[2:]:
        os.write(terminal, line.encode() + b'\r')
        wait_for(terminal, re.compile(PROMPT))
    # Marked as pasted, as a terminal does: https://invisible-island.net/xterm/ctlseqs/ctlseqs.html
    write_all(terminal, b'\x1b[200~' + text + b'\x1b[201~\r')
    write_all(terminal, b'echo "ended with $?"\r')
    status = int(wait_for(terminal, END).group(1))
    os.close(terminal)
    os.waitpid(pid, 0)
    sys.exit(status)


def write_all(terminal, data):
    """In small pieces, since the terminal takes no more than the shell has read."""
    while data:
        readable, writable, _ = select.select([terminal], [terminal], [])
        if readable:
            show(os.read(terminal, 65536))
        if writable:
            data = data[os.write(terminal, data[:512]):]


def wait_for(terminal, pattern):
    while True:
        found = pattern.search(bytes(shown))
        if found:
            del shown[:found.end()]
            return found
        show(os.read(terminal, 65536))


shown = bytearray()


def show(data):
    shown.extend(data)
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


main()
