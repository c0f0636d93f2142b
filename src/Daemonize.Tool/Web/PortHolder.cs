using System.Globalization;
using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Web;

/// <summary>Finds the process that listens on a port, for a message.</summary>
internal static class PortHolder
{
    private const string Listening = "0A";

    /// <summary>Describes the process: <c>python3 (pid 123)</c>; <c>another program</c> if this user may not see which.</summary>
    public static string Describe(int port)
    {
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            if (FindInode(table, port) is { } inode && FindProcess(inode) is { } pid)
            {
                return $"{Path.GetFileName(ProcessTable.TryReadProgram(pid)) ?? "a process"} (pid {pid})";
            }
        }

        return "another program";
    }

    /// <summary>Finds the socket in a table of the kernel (proc_net(5)).</summary>
    private static string? FindInode(string table, int port)
    {
        var end = ":" + port.ToString("X4", CultureInfo.InvariantCulture);
        foreach (var line in Encoding.ASCII.GetString(ProcFs.TryReadAll(table, out _) ?? []).Split('\n'))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length > 9 && fields[3] == Listening && fields[1].EndsWith(end, StringComparison.Ordinal))
            {
                return fields[9];
            }
        }

        return null;
    }

    private static int? FindProcess(string inode)
    {
        var target = $"socket:[{inode}]";
        int? found = null;
        ProcFs.ForEachProcess(pid =>
        {
            foreach (var descriptor in found is null ? NumberedEntries.TryList(ProcFs.PathOf(pid, "fd"), [], [], out _) ?? [] : [])
            {
                found ??= ProcFs.TryReadLink(ProcFs.PathOf(pid, $"fd/{descriptor}")) == target ? pid : null;
            }
        });
        return found;
    }
}
