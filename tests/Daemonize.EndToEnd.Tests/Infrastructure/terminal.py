"""
Runs a program on a terminal of its own that then ends. What it writes there comes out here, with its exit code (128 and the signal that ended it) behind.

terminal.py leader COUNT PROGRAM [ARGUMENT...]     COUNT times, as the leader of the terminal's session, whose exit hangs up; each time with another
                                                   RUNTIME_DIRECTORY: 0, 1, ... in that of the caller
terminal.py shell PROGRAM [ARGUMENT...]            under a shell that still waits when the terminal is closed
terminal.py interrupt FIFO PROGRAM [ARGUMENT...]   and presses Ctrl+C when somebody reads the FIFO, which is closed when the program has ended
terminal.py job PROGRAM [ARGUMENT...]              as a background job of a shell that exits at once
"""
import os
import pty
import signal
import sys


def on_terminal(command):
    """Gives the process id and the other side of its terminal."""
    pid, master = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        os.execvp(command[0], command)
    return pid, master


def read(master, until=None):
    """Prints what comes, to the end or to a line with that text."""
    text = b""
    while until is None or until not in text:
        try:
            block = os.read(master, 4096)
        except OSError:  # EIO: nobody has the terminal open any more
            break
        if not block:
            break
        text += block
    sys.stdout.write(text.decode().replace("\r\n", "\n"))


def finish(pid):
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    print(f"exit code {code if code >= 0 else 128 - code}")


def leader(count, *command):
    base = os.environ["RUNTIME_DIRECTORY"]
    for i in range(int(count)):
        os.environ["RUNTIME_DIRECTORY"] = f"{base}/{i}"
        os.mkdir(f"{base}/{i}")
        pid, master = on_terminal(command)
        read(master)
        finish(pid)
        os.close(master)


def shell(*command):
    pid, master = on_terminal(["/bin/sh", "-c", '"$@"; echo "(exit code $?)"; exec sleep 1000', "sh", *command])
    read(master, until=b"(exit code ")
    os.close(master)
    os.waitpid(pid, 0)


def interrupt(fifo, *command):
    pid, master = on_terminal(command)
    with open(fifo, "w"):
        os.write(master, b"\x03")
        read(master)
        finish(pid)


def job(*command):
    pid, master = on_terminal(["/bin/bash", "-i", "-c", '"$@" &', "bash", *command])
    read(master)
    finish(pid)


{"leader": leader, "shell": shell, "interrupt": interrupt, "job": job}[sys.argv[1]](*sys.argv[2:])
