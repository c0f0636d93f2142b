"""Runs a program that starts the daemon "wait", as a subreaper, and prints its own process id and that of the daemon's parent."""
import ctypes
import os
import subprocess
import sys

PR_SET_CHILD_SUBREAPER = 36

ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
subprocess.run(sys.argv[1:], check=True)
with open(os.environ["RUNTIME_DIRECTORY"] + "/wait.pid") as pid_file:
    pid = int(pid_file.read())
with open(f"/proc/{pid}/stat") as stat:
    print(os.getpid(), stat.read().rpartition(")")[2].split()[1])
