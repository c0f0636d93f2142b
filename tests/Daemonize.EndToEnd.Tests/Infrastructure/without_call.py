"""Runs a program to which the kernel refuses a system call (seccomp(2)), as sandboxes do: without_call.py CALL ERRNO PROGRAM [ARGUMENT...]"""
import ctypes
import errno
import os
import platform
import struct
import sys

PR_SET_NO_NEW_PRIVS = 38
PR_SET_SECCOMP = 22
SECCOMP_MODE_FILTER = 2
RETURN_ERRNO = 0x00050000
RETURN_ALLOW = 0x7FFF0000

NUMBERS = {
    "x86_64": {"inotify_init1": 294, "inotify_add_watch": 254, "pidfd_open": 434},
    "aarch64": {"inotify_init1": 26, "inotify_add_watch": 27, "pidfd_open": 434},
}

call, error, *command = sys.argv[1:]
instructions = [
    (0x20, 0, 0, 0),  # load the number of the call
    (0x15, 0, 1, NUMBERS[platform.machine()][call]),  # unless it is this one, skip the next
    (0x06, 0, 0, RETURN_ERRNO | getattr(errno, error)),
    (0x06, 0, 0, RETURN_ALLOW),
]
filter = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *instruction) for instruction in instructions))
program = ctypes.create_string_buffer(struct.pack("HP", len(instructions), ctypes.addressof(filter)))
libc = ctypes.CDLL(None, use_errno=True)
for option, argument, pointer in [(PR_SET_NO_NEW_PRIVS, 1, None), (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, program)]:
    if libc.prctl(option, ctypes.c_ulong(argument), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0)) != 0:
        sys.exit(f"prctl: {os.strerror(ctypes.get_errno())}")
os.execv(command[0], command)
