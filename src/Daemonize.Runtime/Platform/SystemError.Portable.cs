using Daemonize.Text;

namespace Daemonize.Platform;

/// <summary>The error of a failed operation on a file: its text, and the exit code that it leads to.</summary>
/// <param name="exception">The exception that .NET has thrown; null for success.</param>
internal readonly struct SystemError(Exception? exception)
{
    /// <summary>A path that is longer than the system accepts.</summary>
    public static readonly SystemError NameTooLong = new(new PathTooLongException());

    /// <summary>A path that should name a directory, and names something else.</summary>
    public static readonly SystemError NotADirectory = new(new IOException("not a directory"));

    /// <summary>A path that is a FIFO or a device, where only a file is trusted.</summary>
    public static readonly SystemError NotAFile = new(new IOException("it is not a regular file"));

    /// <summary>A path that is a symbolic link, where only a file is trusted.</summary>
    public static readonly SystemError IsLink = new(new IOException("it is a symbolic link"));

    /// <summary>Whether there is nothing at the path.</summary>
    public bool IsNotFound => exception is FileNotFoundException or DirectoryNotFoundException;

    /// <summary>Gets the text as it follows a colon: <c>permission denied</c>.</summary>
    public string Message => exception switch
    {
        null => "success",
        UnauthorizedAccessException => "permission denied",
        FileNotFoundException or DirectoryNotFoundException => "no such file or directory",
        PathTooLongException => "file name too long",
        _ => OneLine.From(exception.Message.TrimEnd('.'), OneLine.Long),
    };

    /// <summary>Whether an exception is the failure of an operation on a file.</summary>
    public static bool IsOfFile(Exception exception) => exception is IOException or UnauthorizedAccessException;

    /// <summary>
    /// Creates an exception with the message that a command prints and the code that it exits with:
    /// <c>cannot write /run/x.pid: permission denied</c>.
    /// </summary>
    public DaemonException Exception(string cannot, string? wayOut = null) => new(
        $"cannot {cannot}: {Message}{(wayOut is null ? "" : "; " + wayOut)}",
        exception is UnauthorizedAccessException ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
}
