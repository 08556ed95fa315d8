"""Mounts a file system with a server that never answers, as that of a dead NFS server: FUSE that no process reads.

    hanging_mount.py DIRECTORY

Prints a line when it is mounted, and holds it until it is ended. Only root may do so.
"""
import ctypes
import os
import signal
import sys

libc = ctypes.CDLL(None, use_errno=True)
device = os.open('/dev/fuse', os.O_RDWR)
options = 'fd=%d,rootmode=40000,user_id=0,group_id=0' % device
if libc.mount(b'dead', sys.argv[1].encode(), b'fuse', 0, options.encode()) != 0:
    sys.exit(os.strerror(ctypes.get_errno()))
print('mounted', flush=True)
signal.pause()
