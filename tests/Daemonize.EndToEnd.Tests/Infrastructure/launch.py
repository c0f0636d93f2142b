"""Runs a program as an unusual caller would: launch.py [OPTIONS] -- PROGRAM [ARGUMENT...]"""
import argparse
import os
import resource
import signal

options = argparse.ArgumentParser()
options.add_argument("--close", type=int, action="append", default=[], help="a descriptor that is closed")
options.add_argument("--open", type=int, action="append", default=[], help="a descriptor that is open, to the file --file")
options.add_argument("--file", default="/dev/zero")
options.add_argument("--block", action="append", default=[], help="a signal that is blocked, such as INT")
options.add_argument("--ignore", action="append", default=[], help="a signal that is ignored")
options.add_argument("--umask", help="in octal")
options.add_argument("--nofile", type=int, help="how many descriptors may be open (the soft limit; the hard one stays)")
options.add_argument("--uid", type=int, help="the user, and the group of the same number, instead of root")
options.add_argument("--sid", action="store_true", help="in a session of its own")
options.add_argument("command", nargs="+")
chosen = options.parse_args()


def number(name):
    return getattr(signal, "SIG" + name)


if chosen.umask is not None:
    os.umask(int(chosen.umask, 8))
if chosen.nofile is not None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (chosen.nofile, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
if chosen.sid:
    os.setsid()
if chosen.uid is not None:
    os.setgroups([])
    os.setgid(chosen.uid)
    os.setuid(chosen.uid)
for descriptor in chosen.open:
    os.dup2(os.open(chosen.file, os.O_RDWR), descriptor)
# Python ignores these two; whoever calls from a shell does not.
for name in ["PIPE", "XFSZ"]:
    signal.signal(number(name), signal.SIG_DFL)
for name in chosen.ignore:
    signal.signal(number(name), signal.SIG_IGN)
signal.pthread_sigmask(signal.SIG_BLOCK, [number(name) for name in chosen.block])
for descriptor in chosen.close:
    os.close(descriptor)
os.execv(chosen.command[0], chosen.command)
