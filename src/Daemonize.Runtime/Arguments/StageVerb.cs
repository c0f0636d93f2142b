namespace Daemonize.Arguments;

/// <summary>
/// The hidden verbs of the stages of a start. ps(1) shows them and, unlike an environment variable, they do not pass on to the daemon's own
/// children.
/// </summary>
internal static class StageVerb
{
    public const string Session = "@session";
    public const string Watch = "@watch";
    public const string Daemon = "@daemon";
    public const string Init = "@init";

    /// <summary>
    /// The hidden verb that prints the cards of the program's daemons. Like a stage, it runs before any user code.
    /// </summary>
    public const string Describe = "@describe";

    public static bool IsStage(string verb) => verb is Session or Watch or Daemon or Init;

    /// <summary>Whether another stage has started this process. Read at every start of the program, and therefore cheap.</summary>
    public static bool IsRequested => Environment.GetCommandLineArgs() is [_, ['@', ..] verb, _, ..] && IsStage(verb);

    /// <summary>Whether this process only describes the daemons. Read at every start, too.</summary>
    public static bool IsDescription => Environment.GetCommandLineArgs() is [_, Describe, ..];
}
