using System.Diagnostics;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>A new console project that references the package and nothing else.</summary>
internal sealed class Consumer
{
    public const string Name = "App";

    /// <summary>A program with one daemon, <c>tick</c>.</summary>
    public const string Ticking = """
        using Daemonize;
        using Microsoft.Extensions.Logging;

        internal static class Clock
        {
            /// <summary>Logs at every tick.</summary>
            [Daemon(Interval = "100ms")]
            internal static void Tick(DaemonContext daemon, ILogger logger) => logger.LogInformation("tick {Tick}", daemon.TickNumber);
        }
        """;

    private Consumer(string folder) => Folder = folder;

    public string Folder { get; }

    /// <summary>Creates the project in a folder of that name, as the README describes.</summary>
    public static async Task<Consumer> CreateAsync(TestPackage package, string folder, string program, string properties = "")
    {
        await package.PackedAsync();
        var consumer = new Consumer(Path.Combine(package.Folder, folder));
        Directory.CreateDirectory(consumer.Folder);
        var project = await package.NewConsoleProjectAsync();
        await File.WriteAllTextAsync(Path.Combine(consumer.Folder, Name + ".csproj"), project.Replace("</Project>", $"""
              <PropertyGroup>{properties}</PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Daemonize" Version="{package.Version}" />
              </ItemGroup>
            </Project>
            """, StringComparison.Ordinal));
        await File.WriteAllTextAsync(Path.Combine(consumer.Folder, "Program.cs"), program);
        return consumer;
    }

    /// <summary>Builds to <c>bin/app</c> and returns the output, also if the build fails.</summary>
    public Task<ToolResult> BuildAsync(params string[] arguments) =>
        Tool.RunAsync(Tool.Dotnet(Folder, ["build", "-o", "bin/app", .. arguments]));

    /// <summary>Publishes to <c>bin/app</c> for this machine, which must succeed, and returns the output.</summary>
    public Task<string> PublishAsync(params string[] arguments) => PublishForAsync(Tool.RuntimeIdentifier, arguments);

    /// <summary>Publishes to <c>bin/app</c> for a machine of another kind, which must succeed, and returns the output.</summary>
    public Task<string> PublishForAsync(string runtimeIdentifier, params string[] arguments) => Tool.DotnetAsync(
        Folder, ["publish", "-r", runtimeIdentifier, "-o", "bin/app", "-p:TrimmerSingleWarn=false", .. arguments]);

    /// <summary>The program's own executable.</summary>
    public ProcessStartInfo Apphost => new(Path.Combine(Folder, "bin/app", Name));
}
