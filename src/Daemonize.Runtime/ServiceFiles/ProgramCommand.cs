using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.ServiceFiles;

/// <summary>How somebody else starts this program, from any directory.</summary>
internal sealed class ProgramCommand
{
    /// <summary>Where only their owner may come by.</summary>
    private static readonly string[] Homes = ["/home", "/root", "/run/user"];

    /// <summary>Where <c>dotnet run app.cs</c> builds, below the user's own data or the temporary directory.</summary>
    private const string Cache = "/dotnet/runfile/";

    private ProgramCommand(List<string> words) => Words = words;

    /// <summary>The executable, and behind it what comes before the program's own arguments: <c>/usr/bin/dotnet /srv/app.dll</c>.</summary>
    public List<string> Words { get; }

    /// <summary>Every file and directory that it needs to start, as far as that is known.</summary>
    public List<string> Places => [.. Words.FindAll(static word => word[0] == '/').ConvertAll(PlaceOf), AppContext.BaseDirectory, RuntimeEnvironment.GetRuntimeDirectory()];

    /// <summary>Why nothing else should start it by this path; null where all is well.</summary>
    public string? Problem => Places.Exists(static place => place.Contains(Cache, StringComparison.Ordinal))
        ? "this program is in the SDK's cache, which the SDK cleans: publish it first (dotnet publish NAME.cs)"
        : null;

    public static ProgramCommand OfThis()
    {
        var line = ProcFs.TryReadAll("/proc/self/cmdline", out var errno) ?? throw Errno.Exception("read /proc/self/cmdline", errno, "/proc must be mounted");
        string[] words = Encoding.UTF8.GetString(line).Split('\0');

        // Behind the last there is a NUL too; and as many belong to the program as its Main got.
        var count = words.Length - 1 - (Environment.GetCommandLineArgs().Length - 1);
        return new ProgramCommand([FindExecutable(), .. words.AsSpan(1, count - 1).ToArray().Select(ToAbsolute)]);
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

    /// <summary>As it was called; but a link in somebody's home to a program that others can execute is for its owner only.</summary>
    private static string FindExecutable()
    {
        var called = ProgramPath.Executable;
        return IsIn(called, Homes) && !IsIn(ProgramPath.RealExecutable, Homes) ? ProgramPath.RealExecutable : called;
    }

    /// <summary>What must be there for a file to be found: where a link is on the way to it, the directory, in which its neighbours are too.</summary>
    private static string PlaceOf(string file)
    {
        var directory = file[..(file.LastIndexOf('/') + 1)];
        return directory == AppContext.BaseDirectory || directory is "/" or "/tmp/" or "/var/tmp/" ? file : directory.TrimEnd('/');
    }

    /// <summary>Of the words of the host some are files, which it was given relative to the directory of now.</summary>
    private static string ToAbsolute(string word) => word is ['-', ..] || !File.Exists(word) ? word : ProgramPath.Absolute(word);
}
