namespace Daemonize.Hosting;

/// <summary>
/// The directory of a host's files. A host takes the working directory unless something else is set, and watches all that is below it for changes of
/// appsettings.json: of a daemon, which works in "/", the whole file system.
/// </summary>
internal static class ContentRoot
{
    /// <summary>The variable that sets it for any host, and the additional one of ASP.NET Core.</summary>
    private const string Variable = "DOTNET_CONTENTROOT";

    private const string WebVariable = "ASPNETCORE_CONTENTROOT";

    private static readonly Lock Gate = new();

    /// <summary>What the user has said, or the program's own directory.</summary>
    public static string Path => Said ?? AppContext.BaseDirectory;

    private static string? Said =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } general ? general
        : Environment.GetEnvironmentVariable(WebVariable) is { Length: > 0 } web ? web
        : null;

    /// <summary>
    /// Builds a host whose root is the program's directory unless the user or the builder says otherwise. A variable, because a builder reads appsettings.json
    /// in its constructor, where an extension comes too late; it is taken back at once, and the program's children never see it.
    /// </summary>
    public static THost Build<THost>(Func<THost> build)
    {
        lock (Gate)
        {
            if (Said is not null)
            {
                return build();
            }

            Environment.SetEnvironmentVariable(Variable, Path);
            try
            {
                return build();
            }
            finally
            {
                Environment.SetEnvironmentVariable(Variable, null);
            }
        }
    }
}
