"""A cell for a Python kernel: prints where the kernel runs, and what it loads from elsewhere, for probe.py."""


def create_kernel_facts():
    import ipykernel
    import os
    import site
    import sys

    prefix = os.path.realpath(os.environ['CREATE_KERNEL_PREFIX'])
    print('executable: ' + sys.executable)
    if os.path.realpath(sys.prefix) != prefix:
        print('not-isolated: the kernel runs in %s and not in %s' % (sys.prefix, prefix))
    if not os.path.realpath(ipykernel.__file__).startswith(prefix + os.sep):
        print('not-isolated: ipykernel comes from %s and not from %s' % (ipykernel.__file__, prefix))
    if site.ENABLE_USER_SITE:
        print('not-isolated: the packages of the home directory (~/.local) get into the kernel')
    for name in os.environ['CREATE_KERNEL_ISOLATED'].split():
        if os.environ['CREATE_KERNEL_SESSION'] in os.environ.get(name, ''):
            print('not-isolated: %s of the Jupyter session gets into the kernel' % name)


create_kernel_facts()
del create_kernel_facts
