"""A cell for a Python kernel: imports the requested packages with the kernel's interpreter, for probe.py."""


def create_kernel_try():
    import os
    import subprocess
    import sys

    program = os.path.join(os.environ['CREATE_KERNEL_FILES'], 'imports.py')
    words = [sys.executable, '-I', program, '--wanted', os.environ['CREATE_KERNEL_WANTED']]
    pipes = {'stdin': subprocess.DEVNULL, 'stdout': subprocess.PIPE, 'stderr': subprocess.STDOUT}
    with subprocess.Popen(words, **pipes) as process:
        for line in process.stdout:
            print(line.decode('utf-8', 'replace'), end='', flush=True)
    if process.returncode:
        raise RuntimeError('imports.py ended with %d' % process.returncode)


create_kernel_try()
del create_kernel_try
