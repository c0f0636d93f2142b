"""The loop of most scripts that call themselves daemons: sleep_loop.py INTERVAL_MS COUNT FILE."""
import os
import sys
import time

interval, count, path = int(sys.argv[1]) / 1000, int(sys.argv[2]), sys.argv[3]
notes = []
while len(notes) < count:
    notes.append(time.monotonic_ns())
    time.sleep(interval)

with open(path + ".part", "w") as file:
    file.writelines(f"{slot} {note}\n" for slot, note in enumerate(notes))
os.rename(path + ".part", path)
