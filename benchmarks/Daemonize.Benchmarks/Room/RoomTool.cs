namespace Daemonize.Benchmarks.Room;

/// <summary>The command <c>daemonize</c> as users get it: its native program, installed from the packages.</summary>
internal static class RoomTool
{
    public static string Folder { get; } = Path.Combine(Places.Artifacts, "tool");

    public static string Executable { get; } = Path.Combine(Folder, "daemonize");

    /// <summary>The only file that the server of the page keeps; the rest is in the folders that all measured programs have.</summary>
    public static string State { get; } = Path.Combine(Places.Work, "state");

    /// <summary>Gets the command line of a command of the tool.</summary>
    public static string[] Command(params string[] arguments) => [Executable, .. arguments];
}
