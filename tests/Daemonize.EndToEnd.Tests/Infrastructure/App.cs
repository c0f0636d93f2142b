namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A program with daemons, where the build has put it.</summary>
/// <param name="Project">The project, which names the folder.</param>
/// <param name="Assembly">What its files are called.</param>
internal sealed record App(string Project, string Assembly)
{
    /// <summary>Many daemons, each good or bad in one way.</summary>
    public static App Test { get; } = new("Daemonize.TestApp", "TestApp");

    /// <summary>Has its own Main, which does harm before the daemon is ready.</summary>
    public static App OwnMain { get; } = new("Daemonize.OwnMainApp", "OwnMainApp");

    /// <summary>An ASP.NET Core application that starts workers while it collects garbage.</summary>
    public static App Web { get; } = new("Daemonize.WebApp", "WebApp");

    /// <summary>Daemons that run under supervisors.</summary>
    public static App Service { get; } = new("Daemonize.ServiceApp", "ServiceApp");

    /// <summary>Daemons that run hosts.</summary>
    public static App Host { get; } = new("Daemonize.HostApp", "HostApp");

    /// <summary>The sample.</summary>
    public static App News { get; } = new("NewsApp", "NewsApp");

    /// <summary>Where the build has put it: artifacts/bin/PROJECT/debug, beside this assembly's own folder.</summary>
    public string Folder => Path.GetFullPath($"../../{Project}/{new DirectoryInfo(AppContext.BaseDirectory).Name}", AppContext.BaseDirectory);

    /// <summary>The executable.</summary>
    public string File => Path.Combine(Folder, Assembly);

    /// <summary>What <c>dotnet</c> runs.</summary>
    public string Dll => File + ".dll";

    /// <summary>How it calls itself in messages.</summary>
    public string ProgramName => Assembly.ToLowerInvariant();
}
