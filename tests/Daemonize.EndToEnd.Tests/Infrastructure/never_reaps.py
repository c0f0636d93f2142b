"""Runs a program, becomes the parent of all that it leaves behind, and never reaps any of that: never_reaps.py PROGRAM [ARGUMENT...]"""
import ctypes
import signal
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
subprocess.run(sys.argv[1:], check=True)
while True:
    signal.pause()
