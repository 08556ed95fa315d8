"""A part of probe.py: starts a kernel by its name with a Jupyter client, runs cells in it, and ends it."""
import os
import queue
import re
import signal
import time

READY_SECONDS = 180
# A client chooses ports that are free, and another program may take one before the kernel does.
PORT_TAKEN = re.compile(r'address already in use|EADDRINUSE', re.IGNORECASE)
STARTS_MOST = 3
OUTPUT_HEAD, OUTPUT_TAIL = 5000, 15000
NOISE = ('[IPKernelApp] WARNING', '0.00s - ')  # About encryption, and about the debugger.


class Failure(Exception):
    """The reason of a failure: a stable word, a colon and a sentence."""


class Kernel:
    """One kernel. Each failure begins with the word that the caller gives for it."""

    def __init__(self, name, kernels, place):
        self.name, self.kernels, self.place, self.output = name, kernels, place, ''
        self.manager = self.client = None
        self.log = open(os.path.join(place, 'kernel.log'), 'w+b')

    def start(self, session):
        self.session = session
        try:
            from jupyter_client.kernelspec import KernelSpecManager
            from jupyter_client.manager import KernelManager
        except ImportError as error:
            raise Failure('kernel-not-started: the environment has no working jupyter_client: %s' % error)
        specs = KernelSpecManager(kernel_dirs=[self.kernels], ensure_native_kernel=False)
        self.manager = KernelManager(kernel_name=self.name, kernel_spec_manager=specs)
        self.manager.connection_file = os.path.join(self.place, 'kernel.json')
        self.began = time.time()
        try:
            self.executable = self.manager.kernel_spec.argv[0]
            work = os.path.join(self.place, 'work')
            self.manager.start_kernel(env=session, cwd=work, stdout=self.log, stderr=self.log)
            self.client = self.manager.client()
            self.client.start_channels()
        except Exception as error:  # A client or a provisioner may raise anything.
            raise Failure('kernel-not-started: %s' % error)

    def end(self):
        self.stop()
        self.log.close()

    def stop(self):
        if self.client:
            self.client.stop_channels()
            self.client = None
        if self.manager and self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)

    def wait_until_ready(self):
        """The content of the kernel's reply to kernel_info of Jupyter's protocol."""
        for start in range(1, STARTS_MOST + 1):
            try:
                return self.first_reply()
            except Failure:
                if start == STARTS_MOST or not PORT_TAKEN.search(self.last_output()):
                    raise
                print('Another program has taken a port of the kernel, which is started again', flush=True)
                self.stop()
                self.log.truncate(0)
                self.start(self.session)

    def first_reply(self):
        deadline = time.time() + READY_SECONDS
        while True:
            asked = self.client.kernel_info()
            reply = self.answer(self.client.get_shell_msg, asked, 'kernel-not-started', deadline)
            try:
                self.client.get_iopub_msg(timeout=0.2)  # Connected: no output is lost from now on.
                return reply['content']
            except queue.Empty:
                continue

    def run(self, word, code, seconds, take=None):
        """Runs one cell and keeps its output; calls `take` with each line as it is printed. Prints a traceback."""
        cell = self.client.execute(code, store_history=False, allow_stdin=False)
        deadline = time.time() + seconds
        self.listen(word, cell, deadline, take)
        reply = self.answer(self.client.get_shell_msg, cell, word, deadline)['content']
        if reply['status'] != 'ok':
            raise Failure(sentence(word, reply))

    def listen(self, word, cell, deadline, take):
        """Collects what a cell prints, until it has ended."""
        content, output, self.output, rest = {}, Output(), '', ''
        while content.get('execution_state') != 'idle':
            content = self.answer(self.client.get_iopub_msg, cell, word, deadline)['content']
            text = content.get('text') or content.get('data', {}).get('text/plain', '')
            output.add(text)
            *lines, rest = (rest + text).split('\n')
            if content.get('execution_state') == 'idle' and rest:
                lines.append(rest)
            for line in lines:
                if take:
                    take(line.rstrip('\r'))
            if content.get('traceback'):
                print('\n'.join(content['traceback']), flush=True)
        self.output = output.text()

    def answer(self, receive, request, word, deadline):
        while time.time() < deadline:
            try:
                message = receive(timeout=0.2)
                if message['parent_header'].get('msg_id') == request:
                    return message
            except queue.Empty:
                if not self.manager.is_alive():
                    raise Failure('%s: the kernel %s%s' % (word, self.ending(), self.last_words()))
        raise Failure('%s: the kernel did not answer in time' % word)

    def ending(self):
        # The attribute depends on the client's version; other provisioners have no process.
        provisioner = getattr(self.manager, 'provisioner', None) or self.manager
        process = getattr(provisioner, 'process', None) or getattr(provisioner, 'kernel', None)
        code = getattr(process, 'returncode', None)
        if code is None:
            return 'ended'
        return 'was ended by %s' % signal.Signals(-code).name if code < 0 else 'ended with %d' % code

    def last_output(self):
        self.log.seek(max(0, self.log.seek(0, os.SEEK_END) - 5000))
        return self.log.read().decode('utf-8', 'replace').strip()

    def last_words(self):
        lines = self.last_output().split('\n')
        print('\n'.join(lines), flush=True)
        useful = [line for line in lines if line and not line.startswith(NOISE)]
        return ': ' + useful[-1] if useful else ''


class Output:
    """The beginning and the end of a text that may be long, with a mark between them for what is left out."""

    def __init__(self):
        self.head, self.tail, self.left_out = '', '', 0

    def add(self, text):
        room = OUTPUT_HEAD - len(self.head)
        self.head += text[:room]
        self.tail += text[room:]
        if len(self.tail) > 2 * OUTPUT_TAIL:
            self.cut()

    def cut(self):
        """Leaves out whole lines, if there are any."""
        start = len(self.tail) - OUTPUT_TAIL
        line = self.tail.find('\n', start) + 1
        start = line if 0 < line < len(self.tail) else start
        self.left_out += start
        self.tail = self.tail[start:]

    def text(self):
        if len(self.tail) > OUTPUT_TAIL:
            self.cut()
        if not self.left_out:
            return self.head + self.tail
        return '%s\n[… %d characters left out …]\n%s' % (self.head, self.left_out, self.tail)


def sentence(word, error):
    """An error of Jupyter's protocol in one line."""
    return ' '.join(('%s: %s: %s' % (word, error.get('ename'), error.get('evalue'))).split())


def say(line):
    print(line, flush=True)
