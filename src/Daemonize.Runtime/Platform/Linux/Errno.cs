using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>Converts error numbers to messages and exceptions.</summary>
internal static class Errno
{
    /// <summary>The error of the last call in <see cref="Libc"/>, kept by the marshaller: no later call of the runtime clears it.</summary>
    public static int Last => Marshal.GetLastPInvokeError();

    /// <summary>Whether the system is short of a resource, and the same call can succeed a moment later.</summary>
    public static bool IsShortage(int errno) => errno is Libc.ENOMEM or Libc.EAGAIN;

    /// <summary>Waits for a shortage to pass.</summary>
    public static void WaitForRelief() => Thread.Sleep(10);

    /// <summary>Gets the C library's text, as it follows a colon: <c>permission denied</c>.</summary>
    public static string Message(int errno)
    {
        var text = Marshal.GetPInvokeErrorMessage(errno);
        return text.Length > 1 && char.IsAsciiLetterLower(text[1]) ? char.ToLowerInvariant(text[0]) + text[1..] : text;
    }

    /// <summary>
    /// Creates an exception with the message that a command prints and the code that it exits with:
    /// <c>cannot write /run/x.pid: permission denied</c>.
    /// </summary>
    public static DaemonException Exception(string cannot, int errno, string? wayOut = null) => new(
        $"cannot {cannot}: {Message(errno)}{(wayOut is null ? "" : "; " + wayOut)}",
        errno is Libc.EACCES or Libc.EPERM ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
}
