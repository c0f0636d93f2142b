"""A daemon by python-daemon that reads the clock and logs a line at every tick: steady_daemon.py PIDFILE LOG INTERVAL_MS."""
import logging
import sys
import time

import daemon
from daemon.pidfile import PIDLockFile

handler = logging.FileHandler(sys.argv[2])
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
logger = logging.getLogger("steady")
logger.addHandler(handler)
logger.setLevel(logging.INFO)
with daemon.DaemonContext(pidfile=PIDLockFile(sys.argv[1]), files_preserve=[handler.stream]):
    tick = 0
    while True:
        now = time.monotonic_ns()
        tick += 1
        logger.info("tick %d", tick)
        time.sleep(int(sys.argv[3]) / 1000)
