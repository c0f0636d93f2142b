"""Holds the lock of a lock file until it is killed: hold_lock.py FILE TEXT. In the text, which the file gets, {pid}, {start} and {fd} are its own."""
import fcntl
import os
import signal
import struct
import sys

F_OFD_SETLK = 37

path, text = sys.argv[1:]
file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
fcntl.fcntl(file, F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
with open("/proc/self/stat") as stat:
    start = stat.read().rpartition(")")[2].split()[19]
os.ftruncate(file, 0)
os.write(file, text.format(pid=os.getpid(), start=start, fd=file).encode())
while True:
    signal.pause()
