namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A program with daemons, in the output folder of the build.</summary>
/// <param name="Project">The project, which gives the folder its name.</param>
/// <param name="Assembly">The assembly name, which is also the base name of its files.</param>
internal sealed record App(string Project, string Assembly)
{
    /// <summary>The end of the folder's name for a build with other properties, such as <c>_portable</c>.</summary>
    public string Pivot { get; init; } = "";

    /// <summary>Has many daemons, each of which behaves well or badly in one way.</summary>
    public static App Test { get; } = new("Daemonize.TestApp", "TestApp");

    /// <summary>Has its own Main, which fails in various ways before the daemon is ready.</summary>
    public static App OwnMain { get; } = new("Daemonize.OwnMainApp", "OwnMainApp");

    /// <summary>An ASP.NET Core application that starts workers during garbage collections.</summary>
    public static App Web { get; } = new("Daemonize.WebApp", "WebApp");

    /// <summary>Daemons that run under supervisors.</summary>
    public static App Service { get; } = new("Daemonize.ServiceApp", "ServiceApp");

    /// <summary>Daemons that run hosts.</summary>
    public static App Host { get; } = new("Daemonize.HostApp", "HostApp");

    /// <summary>The sample program, NewsApp.</summary>
    public static App News { get; } = new("NewsApp", "NewsApp");

    /// <summary>The folder of a copy; null for the program where it was built.</summary>
    public string? Copy { get; init; }

    /// <summary>Gets the output folder of the build: artifacts/bin/PROJECT/debug, next to this assembly's folder.</summary>
    public string Folder =>
        Copy ?? Path.GetFullPath($"../../{Project}/{new DirectoryInfo(AppContext.BaseDirectory).Name}{Pivot}", AppContext.BaseDirectory);

    /// <summary>The executable.</summary>
    public string File => Path.Combine(Folder, Assembly);

    /// <summary>The assembly that <c>dotnet</c> runs.</summary>
    public string Dll => File + ".dll";

    /// <summary>The name that the program uses for itself in messages.</summary>
    public string ProgramName => Assembly.ToLowerInvariant();
}
