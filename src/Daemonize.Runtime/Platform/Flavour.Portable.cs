namespace Daemonize.Platform;

/// <summary>
/// The flavour of this assembly: this one is for systems without their own, such as macOS. It has the verbs that the means of .NET are
/// enough for. docs/contributing/architecture.md, "Flavours".
/// </summary>
internal static partial class Flavour
{
    /// <summary>The name in the file names and in the metadata of the assembly.</summary>
    public const string Name = "Portable";

    /// <summary>What creates the log of a daemon, for messages.</summary>
    public const string LogCreator = "its job in launchd";

    /// <summary>Whether the verbs work on the system that runs this assembly: on every Unix.</summary>
    public static bool SuitsThisSystem => !OperatingSystem.IsWindows();

    /// <summary>Describes why the verbs do not work on this system.</summary>
    /// <param name="program">The program's file name without an extension.</param>
    /// <param name="system">The runtime identifier of the system, such as "win-x64".</param>
    public static string DescribeMismatch(string program, string system) =>
        $"the daemons of {program} need a Unix; this system is {system}";
}
