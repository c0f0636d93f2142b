using System.Diagnostics;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>The command <c>daemonize</c> as <c>dotnet tool install</c> installs it for a user with an empty home directory.</summary>
/// <param name="Executable">The path of the command.</param>
internal sealed record InstalledTool(string Executable)
{
    /// <summary>Installs the command.</summary>
    /// <param name="package">The packages to install from; no other source is asked.</param>
    /// <param name="folder">A name for the folder of the installation, below that of the packages.</param>
    /// <param name="system">The system to install for, as on another machine; null for this one.</param>
    public static async Task<InstalledTool> InstallAsync(TestPackage package, string folder, string? system = null)
    {
        await package.ToolPackedAsync();
        var home = Directory.CreateDirectory(Path.Combine(package.Folder, folder, "home")).FullName;
        var path = Path.Combine(package.Folder, folder, "tools");

        // Not below the folder of the packages, whose nuget.config has the machine's packages.
        var call = Tool.Dotnet(
            home, "tool", "install", "Daemonize.Tool", "--version", package.Version, "--tool-path", path, "--source", package.Feed);
        call.WorkingDirectory = "/";
        call.Environment["HOME"] = home;
        call.Environment["DOTNET_CLI_HOME"] = home;
        call.Environment["NUGET_PACKAGES"] = Path.Combine(home, "packages");
        call.Environment["DOTNET_RUNTIME_ID"] = system;
        (await Tool.RunAsync(call)).Succeeds();
        return new InstalledTool(Path.Combine(path, "daemonize"));
    }

    /// <summary>Gets the program that the command is: a link leads to it.</summary>
    public string Program => File.ResolveLinkTarget(Executable, returnFinalTarget: true)?.FullName ?? Executable;

    /// <summary>Creates a call of the command, for a user with an empty home directory.</summary>
    /// <param name="hasDotnet">Whether .NET can be found.</param>
    public ProcessStartInfo Call(bool hasDotnet)
    {
        var home = Path.Combine(Path.GetDirectoryName(Executable)!, "..", "home");
        var call = new ProcessStartInfo(Executable);
        call.Environment["HOME"] = Path.GetFullPath(home);
        call.Environment["STATE_DIRECTORY"] = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(home), "state")).FullName;
        if (!hasDotnet)
        {
            call.Environment["DOTNET_ROOT"] = "/nonexistent";
            call.Environment["PATH"] = "/nonexistent";
        }

        return call;
    }
}
