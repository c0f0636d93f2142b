using Daemonize.Platform.Linux;

namespace Daemonize.Platform;

/// <summary>The error of a failed system call: its text, and the exit code that it leads to.</summary>
/// <param name="number">The error number of errno(3); 0 for success.</param>
internal readonly struct SystemError(int number)
{
    /// <summary>A path that is longer than the system accepts.</summary>
    public static readonly SystemError NameTooLong = new(Libc.ENAMETOOLONG);

    /// <summary>A path that should name a directory, and names something else.</summary>
    public static readonly SystemError NotADirectory = new(Libc.ENOTDIR);

    /// <summary>Gets the error of the last failed call of this thread.</summary>
    public static SystemError Last => new(Errno.Last);

    public int Number => number;

    /// <summary>Whether there is nothing at the path.</summary>
    public bool IsNotFound => number == Libc.ENOENT;

    /// <summary>Whether something is at a path where nothing should be.</summary>
    public bool IsExisting => number == Libc.EEXIST;

    /// <summary>Gets the text as it follows a colon: <c>permission denied</c>.</summary>
    public string Message => Errno.Message(number);

    /// <summary>
    /// Creates an exception with the message that a command prints and the code that it exits with:
    /// <c>cannot write /run/x.pid: permission denied</c>.
    /// </summary>
    public DaemonException Exception(string cannot, string? wayOut = null) => Errno.Exception(cannot, number, wayOut);
}
