"""Becomes a program whose standard output and error nobody reads: broken_pipe.py PROGRAM [ARGUMENT...]"""
import os
import signal
import sys

reader, writer = os.pipe()
os.close(reader)
os.dup2(writer, 1)
os.dup2(writer, 2)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
os.execv(sys.argv[1], sys.argv[1:])
