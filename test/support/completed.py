"""Types lines into an interactive shell on a new terminal, lets it complete each, and prints the words that it then has, as
JSON.

The standard input is JSON: `shell` (its words), `start` (lines typed first; they bind control-T to the insertion of
all completions), `lines` and `directory`.
"""
import json
import os
import pty
import select
import sys
import tempfile
import time

PATIENCE = 600


def main():
    asked = json.load(sys.stdin)
    os.chdir(asked['directory'])
    answers = tempfile.mkdtemp(prefix='completed-')
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM='xterm', HISTFILE='/dev/null')
        os.execvp(asked['shell'][0], asked['shell'])
    found = []
    print_words = 'words() { printf "%s\\0" "$@" > "$ANSWER.part"; mv "$ANSWER.part" "$ANSWER"; }'
    for line in [print_words] + asked['start']:
        os.write(terminal, line.encode() + b'\r')
    for number, line in enumerate(asked['lines']):
        answer = os.path.join(answers, str(number))
        os.write(terminal, ('ANSWER=%s\r' % answer).encode())
        # Control-A and control-E go to both ends of the line, in every shell.
        os.write(terminal, line.encode() + b'\x14\x05\x01words \r')
        wait_for(terminal, answer, line)
        with open(answer, encoding='utf-8') as file:
            found.append(file.read().split('\0')[:-1])
        os.unlink(answer)
    os.rmdir(answers)
    os.close(terminal)
    os.waitpid(pid, 0)
    print(json.dumps(found))


def wait_for(terminal, path, line):
    shown = b''
    until = time.monotonic() + PATIENCE
    while not os.path.exists(path):
        if time.monotonic() > until:
            raise SystemExit('%r was not completed:\n%s' % (line, shown.decode(errors='replace')))
        # A terminal that no one reads stops its shell.
        if select.select([terminal], [], [], 0.02)[0]:
            shown += os.read(terminal, 65536)


main()
