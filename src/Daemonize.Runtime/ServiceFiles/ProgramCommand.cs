using System.Runtime.InteropServices;
using Daemonize.Platform;

namespace Daemonize.ServiceFiles;

/// <summary>The command by which others start this program, from any directory.</summary>
internal sealed class ProgramCommand
{
    /// <summary>Directories that only their owner may enter.</summary>
    private static readonly string[] Homes = ["/home", "/root", "/run/user"];

    /// <summary>The directory in which <c>dotnet run app.cs</c> builds, below the user's own data or the temporary directory.</summary>
    private const string Cache = "/dotnet/runfile/";

    private ProgramCommand(List<string> words) => Words = words;

    /// <summary>The executable and the words before the program's own arguments: <c>/usr/bin/dotnet /srv/app.dll</c>.</summary>
    public List<string> Words { get; }

    /// <summary>The files and directories that the program needs to start, as far as they are known.</summary>
    public List<string> Places => Distinct(
        [.. Words.FindAll(static word => word[0] == '/').ConvertAll(PlaceOf), AppContext.BaseDirectory,
            RuntimeEnvironment.GetRuntimeDirectory()]);

    /// <summary>Why no other program should use this path; null if there is no problem.</summary>
    public string? Problem => Places.Exists(static place => place.Contains(Cache, StringComparison.Ordinal))
        ? "this program is in the SDK's cache, which the SDK cleans: publish it first (dotnet publish NAME.cs)"
        : null;

    public static ProgramCommand OfThis() =>
        new([FindExecutable(), .. HostWords.Absolute]);

    /// <summary>Gets each path once: with and without a slash at its end it is the same directory.</summary>
    public static List<string> Distinct(List<string> paths) => [.. paths.DistinctBy(static path => path.TrimEnd('/'))];

    /// <summary>Whether any of the places is in one of <paramref name="directories"/>.</summary>
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

    /// <summary>
    /// Gets the path as it was called; a link in a home directory to a program that others can execute is resolved, as only its owner can
    /// follow it.
    /// </summary>
    private static string FindExecutable()
    {
        var called = ProgramPath.Executable;
        return IsIn(called, Homes) && !IsIn(ProgramPath.RealExecutable, Homes) ? ProgramPath.RealExecutable : called;
    }

    /// <summary>
    /// Gets the path that must exist for a file to be found: the file or, if a link may be on the way to it, its directory with the files
    /// next to it.
    /// </summary>
    private static string PlaceOf(string file)
    {
        var directory = file[..(file.LastIndexOf('/') + 1)];
        return directory == AppContext.BaseDirectory || directory is "/" or "/tmp/" or "/var/tmp/" ? file : directory.TrimEnd('/');
    }
}
