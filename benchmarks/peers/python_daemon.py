"""A daemon by python-daemon, as its documentation shows it: python_daemon.py PIDFILE INTERVAL_MS."""
import sys
import time

import daemon
from daemon.pidfile import PIDLockFile

with daemon.DaemonContext(pidfile=PIDLockFile(sys.argv[1])):
    while True:
        now = time.monotonic_ns()
        time.sleep(int(sys.argv[2]) / 1000)
