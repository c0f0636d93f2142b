using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Units;

/// <summary>How somebody else starts this program, from any directory.</summary>
internal sealed class ProgramCommand
{
    private ProgramCommand(List<string> words) => Words = words;

    /// <summary>The executable, and behind it what comes before the program's own arguments: <c>/usr/bin/dotnet /srv/app.dll</c>.</summary>
    public List<string> Words { get; }

    /// <summary>Every file and directory that it needs to start, as far as that is known.</summary>
    public List<string> Places => [.. Words.FindAll(static word => word[0] == '/'), AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory()];

    public static ProgramCommand OfThis()
    {
        var path = Environment.ProcessPath ?? throw new DaemonException("cannot find this program's own executable; /proc must be mounted");
        var line = ProcFs.TryReadAll("/proc/self/cmdline", out var errno) ?? throw Errno.Exception("read /proc/self/cmdline", errno, "/proc must be mounted");
        string[] words = Encoding.UTF8.GetString(line).Split('\0');

        // Behind the last there is a NUL too; and as many belong to the program as its Main got.
        var count = words.Length - 1 - (Environment.GetCommandLineArgs().Length - 1);
        return new ProgramCommand([path, .. words.AsSpan(1, count - 1).ToArray().Select(ToAbsolute)]);
    }

    /// <summary>Whether any of the places is under one of some directories.</summary>
    public bool LiesIn(params ReadOnlySpan<string> directories)
    {
        foreach (var place in Places)
        {
            if (IsIn(place, directories))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsIn(string path, params ReadOnlySpan<string> directories)
    {
        foreach (var directory in directories)
        {
            if (path.StartsWith(directory + "/", StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Of the words of the host some are files, which it was given relative to the directory of now.</summary>
    private static string ToAbsolute(string word) => word is ['-', ..] || !File.Exists(word) ? word : Path.GetFullPath(word);
}
