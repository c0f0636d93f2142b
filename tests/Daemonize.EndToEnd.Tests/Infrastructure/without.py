"""Runs a command to which system calls are denied: without.py ERRNO CALL... -- COMMAND...

CALL is a name of the table below; NAME:N=VALUE denies it only where its argument N, from 0, has that value, as fcntl:1=37 does F_OFD_SETLK.
ERRNO is what the calls answer: EPERM as a container's profile does, ENOSYS as an old kernel or gVisor does.
"""
import ctypes
import errno
import os
import platform
import struct
import sys

# By architecture: x86-64, arm64 (asm/unistd.h). None where the architecture has no such call.
CALLS = {
    "clone": (56, 220),
    "clone3": (435, 435),
    "close_range": (436, 436),
    "dup3": (292, 24),
    "eventfd2": (290, 19),
    "fcntl": (72, 25),
    "inotify_init": (253, None),
    "inotify_init1": (294, 26),
    "memfd_create": (319, 279),
    "mprotect": (10, 226),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "prctl": (157, 167),
    "setpriority": (141, 140),
    "setsid": (112, 157),
    "signalfd4": (289, 74),
    "statx": (332, 291),
    "timerfd_create": (283, 85),
}

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
SECCOMP_RET_ALLOW = 0x7FFF0000
SECCOMP_RET_ERRNO = 0x00050000

# struct seccomp_data: the call's number, and its arguments of eight bytes each, of which the low half comes first.
NUMBER, ARGUMENTS = 0, 16
LOAD, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06


def instruction(code, value, if_true=0, if_false=0):
    return struct.pack("HBBI", code, if_true, if_false, value)


def program(denied, answer):
    column = {"x86_64": 0, "aarch64": 1}[platform.machine()]
    filters = []
    for name in denied:
        call, _, argument = name.partition(":")
        number = CALLS[call][column]
        if number is None:
            continue
        filters.append(instruction(LOAD, NUMBER))
        if argument:
            filters.append(instruction(JUMP_IF_EQUAL, number, 0, 3))
            index, _, value = argument.partition("=")
            filters.append(instruction(LOAD, ARGUMENTS + 8 * int(index)))
            filters.append(instruction(JUMP_IF_EQUAL, int(value), 0, 1))
        else:
            filters.append(instruction(JUMP_IF_EQUAL, number, 0, 1))
        filters.append(instruction(RETURN, SECCOMP_RET_ERRNO | answer))
    filters.append(instruction(RETURN, SECCOMP_RET_ALLOW))
    return filters


def deny(denied, answer):
    filters = program(denied, answer)
    code = ctypes.create_string_buffer(b"".join(filters))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(filters), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    for arguments in (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, header, 0, 0):
        if libc.prctl(*arguments) != 0:
            sys.exit(f"without.py: prctl: {os.strerror(ctypes.get_errno())}")


separator = sys.argv.index("--")
command = sys.argv[separator + 1:]
deny(sys.argv[2:separator], getattr(errno, sys.argv[1]))
os.execvp(command[0], command)
