using System.Text;
using Daemonize.Operations;
using Daemonize.Platform;
using Daemonize.ServiceFiles;

namespace Daemonize.Commands;

/// <summary>The steps of <c>install</c> on the machine: executed and printed, or only printed in a dry run.</summary>
/// <param name="isDry">Whether the steps are only printed.</param>
internal sealed class InstallWork(bool isDry)
{
    /// <summary>Throws if the file exists and <c>install</c> has not written it.</summary>
    public static void CheckOwner(string path, string lead = "# ")
    {
        if (Installation.Exists(path) && !Installation.IsOurs(path, lead))
        {
            throw new DaemonException($"will not overwrite {path}: 'install' has not written it; move it away, or go on with it");
        }
    }

    /// <summary>Writes a file; false if it already has this text.</summary>
    public bool Write(string path, string text)
    {
        if (File.Exists(path) && File.ReadAllText(path) == text)
        {
            Terminal.WriteLine($"{path} is so already");
            return false;
        }

        if (isDry)
        {
            Terminal.Write($"would write {path}:\n{text}\n");
            return true;
        }

        try
        {
            // The file is replaced by a rename: a reader gets the old one or the new one.
            Directory.CreateDirectory(path[..path.LastIndexOf('/')]);
            File.WriteAllText(path + ".new", text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            Installation.MakeReadable(path + ".new");
            File.Move(path + ".new", path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Cannot("write", path, exception);
        }

        Terminal.WriteLine($"wrote {path}");
        return true;
    }

    public void Remove(string path)
    {
        if (isDry)
        {
            Terminal.WriteLine($"would remove {path}");
            return;
        }

        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Cannot("remove", path, exception);
        }

        Terminal.WriteLine($"removed {path}");
    }

    /// <summary>Runs a command of the service manager.</summary>
    /// <param name="command">The command of the service manager, with its arguments.</param>
    /// <param name="done">The line that reports success; null for none.</param>
    /// <param name="advice">Where to look if the command fails; null for no advice.</param>
    public void Run(List<string> command, string? done, string? advice = null)
    {
        if (isDry)
        {
            Terminal.WriteLine($"would run: {string.Join(' ', command)}");
            return;
        }

        Managed.Run(command, advice);
        if (done is not null)
        {
            Terminal.WriteLine(done);
        }
    }

    private static DaemonException Cannot(string verb, string path, Exception exception) => new(
        $"cannot {verb} {path}: {exception.Message}",
        exception is UnauthorizedAccessException ? DaemonExitCode.NoPermission : DaemonExitCode.Failure);
}
