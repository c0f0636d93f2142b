"""Runs a program with as large an environment as the system passes on, less some bytes: fill_environment.py SPARE PROGRAM [ARGUMENT...]"""
import errno
import os
import resource
import sys

KEPT = ["DAEMONIZE_SANDBOX", "RUNTIME_DIRECTORY", "LOGS_DIRECTORY", "TESTAPP_OUTPUT", "DOTNET_ROOT"]
LARGEST = 100_000
LIMIT = 1 << 18

# execve(2): a quarter of the stack limit is for arguments and environment together.
resource.setrlimit(resource.RLIMIT_STACK, (4 * LIMIT, resource.getrlimit(resource.RLIMIT_STACK)[1]))
own = {name: os.environ[name] for name in KEPT if name in os.environ}


def filled(size):
    whole, rest = divmod(size, LARGEST)
    return {**own, **{f"FILL{i}": "f" * LARGEST for i in range(whole)}, "REST": "r" * rest}


def execute(size):
    """Returns only where that is too much."""
    try:
        os.execve(sys.argv[2], sys.argv[2:], filled(size))
    except OSError as error:
        if error.errno != errno.E2BIG:
            raise


def estimate():
    """What is left beside the program, its arguments and the rest of the environment, each string with its NUL and a pointer."""
    variables = [f"{name}={value}" for name, value in filled(LIMIT).items()]
    taken = sum(len(os.fsencode(text)) + 1 for text in [sys.argv[2], *sys.argv[2:], *variables]) - LIMIT
    return LIMIT - taken - 8 * (len(sys.argv[2:]) + len(variables))


spare = int(sys.argv[1])
size = estimate() - spare
if spare == 0:
    # From a size that is too large to the first that is not.
    size += 1000
    while True:
        execute(size)
        size -= 1
execute(size)
sys.exit("it does not fit")
