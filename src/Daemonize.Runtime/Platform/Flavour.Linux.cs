namespace Daemonize.Platform;

/// <summary>The flavour of this assembly: this one is for Linux. docs/contributing/architecture.md, "Flavours".</summary>
internal static partial class Flavour
{
    /// <summary>The name in the file names and in the metadata of the assembly.</summary>
    public const string Name = "Linux";

    /// <summary>What creates the log of a daemon, for messages.</summary>
    public const string LogCreator = "'start'";

    /// <summary>
    /// Whether the verbs work on the system that runs this assembly. Every start asks this: it is a constant of the runtime.
    /// </summary>
    public static bool SuitsThisSystem => OperatingSystem.IsLinux();

    /// <summary>
    /// Describes why the verbs do not work on this system, and what to do about it. The lib/ of the package has this flavour, so a program
    /// for any system can contain it.
    /// </summary>
    /// <param name="program">The program's file name without an extension.</param>
    /// <param name="system">The runtime identifier of the system, such as "osx-arm64".</param>
    public static string DescribeMismatch(string program, string system) => HasAnotherFlavour(system)
        ? $"this is the Linux build of Daemonize; publish for this system (-r {system}), or keep {program}.deps.json next to the program"
        : $"this is the Linux build of Daemonize, which has no build for this system ({system})";

    private static bool HasAnotherFlavour(string system) => system.StartsWith("osx", StringComparison.Ordinal);
}
