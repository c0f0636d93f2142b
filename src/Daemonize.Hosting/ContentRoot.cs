namespace Daemonize.Hosting;

/// <summary>
/// The directory of a host's files. By default, a host uses the working directory and watches everything below it for changes of
/// appsettings.json. A daemon works in "/", so its host would watch the whole file system.
/// </summary>
internal static class ContentRoot
{
    /// <summary>The variable that sets the directory for every host; ASP.NET Core also reads <see cref="WebVariable"/>.</summary>
    private const string Variable = "DOTNET_CONTENTROOT";

    private const string WebVariable = "ASPNETCORE_CONTENTROOT";

    private static readonly Lock Gate = new();

    /// <summary>The directory that the user has set, or the program's own directory.</summary>
    public static string Path => Said ?? AppContext.BaseDirectory;

    private static string? Said =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } general ? general
        : Environment.GetEnvironmentVariable(WebVariable) is { Length: > 0 } web ? web
        : null;

    /// <summary>
    /// Builds a host whose content root is the program's directory unless the user or the builder sets another. This needs a variable,
    /// because a builder reads appsettings.json in its constructor, before an extension can run. The variable is removed at once, so the
    /// program's child processes never see it.
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
