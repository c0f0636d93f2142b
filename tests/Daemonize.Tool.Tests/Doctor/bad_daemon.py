"""A program with the verbs of a daemon, which does one thing wrong: the word of the variable BAD says which."""
import os
import signal
import subprocess
import sys
import time

BAD = os.environ.get("BAD", "")
VERB = sys.argv[1]
OPTIONS = dict(word[2:].split("=", 1) for word in sys.argv[3:] if word.startswith("--") and "=" in word)
UNKNOWN = [word for word in sys.argv[3:] if word.startswith("--") and "=" not in word]
PID_FILE = OPTIONS.get("pid-file", "")


def running():
    try:
        with open(PID_FILE, encoding="ascii") as file:
            pid = int(file.read())
        if pid > 1:
            os.kill(pid, 0)
            return pid
    except (OSError, ValueError):
        pass
    return None


def serve(pid_file):
    """Is the daemon, from its pid file to its end."""
    def end(*_):
        os.unlink(pid_file)
        os._exit(0)

    if BAD == "deaf":
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    elif BAD != "first":
        signal.signal(signal.SIGTERM, end)
    if BAD != "reload":
        signal.signal(signal.SIGHUP, signal.SIG_IGN if BAD != "hangup" else signal.SIG_DFL)
    if BAD == "fails":
        signal.signal(signal.SIGTERM, lambda *_: os._exit(3))
    if BAD == "child":
        subprocess.Popen(["/bin/sleep", "1000"])
    shared = open(os.path.join(os.path.dirname(pid_file), "shared"), "w") if BAD == "shared" else None
    with open(pid_file, "w", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    while True:
        if BAD == "disk":
            with open(OPTIONS["log-file"], "a", encoding="ascii") as log:
                log.write("x" * 1000 + "\n")
        if BAD == "cut":
            for end in ("", ".1", ".2"):
                with open(OPTIONS["log-file"] + end, "w", encoding="ascii") as log:
                    log.write("half of a li")
        time.sleep(0.02)


def start(pid_file):
    with open(OPTIONS["log-file"], "a", encoding="ascii"):
        pass
    read, write = os.pipe()
    if os.fork() == 0:
        if BAD != "hangup":
            os.setsid()
        if BAD != "pipe":
            null = os.open("/dev/null", os.O_RDWR)
            for number in (0, 1, 2):
                os.dup2(null, number)
        if BAD != "inherit":
            for number in (9, 20):
                try:
                    os.close(number)
                except OSError:
                    pass
        if BAD != "umask":
            os.umask(0o022)
        if BAD != "blocked":
            signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if BAD != "ignored":
            for number in (signal.SIGINT, signal.SIGUSR2):
                signal.signal(number, signal.SIG_DFL)
        if os.fork() == 0:
            os.close(read)
            os.close(write)
            serve(pid_file)
        os._exit(0)
    os.close(write)
    os.read(read, 1)
    os.wait()
    if BAD != "early":
        while not os.path.exists(pid_file) or not open(pid_file, encoding="ascii").read():
            time.sleep(0.001)


if VERB == "start":
    if UNKNOWN and BAD != "careless":
        sys.stderr.write("bad: unknown option\n" + ("usage: bad\nsee the manual\n" if BAD == "chatty" else ""))
        sys.exit(2)
    if BAD == "stale" and os.path.exists(PID_FILE):
        sys.exit("bad: the pid file exists")
    if running() is None or BAD == "double":
        count = int(OPTIONS.get("instances", "1"))
        for number in range(1, count + 1):
            start(PID_FILE if count == 1 else PID_FILE[:-4] + f".{number}.pid")
elif VERB == "run":
    serve(PID_FILE)
elif VERB == "stop":
    if BAD == "killer":
        with open(PID_FILE, encoding="ascii") as text:
            os.kill(int(text.read()), signal.SIGTERM)
    elif (daemon := running()) is not None:
        os.kill(daemon, signal.SIGKILL if BAD == "impatient" else signal.SIGTERM)
        until = time.monotonic() + (3 if BAD in ("silent", "deaf") else 10)
        while running() is not None and time.monotonic() < until:
            if open(f"/proc/{daemon}/stat", encoding="ascii").read().rsplit(")", 1)[1].split()[0] == "Z":
                break
            time.sleep(0.01)
        else:
            os.kill(daemon, signal.SIGKILL)
elif VERB == "reload":
    if (daemon := running()) is not None:
        os.kill(daemon, signal.SIGHUP)
        time.sleep(0.05)
