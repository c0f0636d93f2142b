using System.Text.Json.Nodes;

namespace Daemonize.EndToEnd.Tests;

/// <summary>
/// The program starts itself again in the same shape in which it was started. The package tests cover single files and NativeAOT.
/// </summary>
public sealed class HostingShapeTests : EndToEndTest
{
    [Fact]
    [Trait("Shape", "apphost in a folder with spaces and letters beyond ASCII")]
    public async Task FolderMayHaveAnyName()
    {
        var folder = Sandbox.Create("Größe und 新聞 'n' \"more\"");
        foreach (var file in Directory.EnumerateFiles(App.Test.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        await CycleAsync(Path.Combine(folder, "TestApp"));
    }

    [Fact]
    [Trait("Shape", "apphost by a relative path")]
    public async Task ProgramMayBeGivenRelatively()
    {
        Sandbox.WorkingDirectory = Path.GetDirectoryName(App.Test.Folder)!;
        await CycleAsync("/bin/sh", "-c", "\"./$0\" \"$@\"", Path.GetFileName(App.Test.Folder) + "/TestApp");
    }

    [Fact]
    [Trait("Shape", "apphost through PATH")]
    public async Task ProgramMayBeFoundInPath()
    {
        Sandbox.Environment["PATH"] = $"{App.Test.Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        await CycleAsync("/bin/sh", "-c", "\"$0\" \"$@\"", "TestApp");
    }

    [Fact]
    [Trait("Shape", "apphost through a symbolic link")]
    public async Task ProgramMayBeALink()
    {
        var link = Path.Combine(Sandbox.Root, "linked");
        File.CreateSymbolicLink(link, App.Test.File);
        await CycleAsync(link);
    }

    /// <summary>The path is relative to the caller's directory, which the daemon does not keep.</summary>
    [Fact]
    [Trait("Shape", "dotnet app.dll")]
    public async Task DllMayBeGivenRelatively()
    {
        Sandbox.WorkingDirectory = Path.GetDirectoryName(App.Test.Folder)!;
        await CycleAsync(Tools.Dotnet, Path.GetFileName(App.Test.Folder) + "/TestApp.dll");
    }

    /// <summary>
    /// PublishAot, the default of file-based programs, turns the switch off in an ordinary build too. The JIT still generates the code, and
    /// the program's files are required.
    /// </summary>
    [Fact]
    [Trait("Field", "8")]
    public async Task SwitchOfDynamicCodeDoesNotMakeItNativeAot()
    {
        var folder = Sandbox.Create("switched");
        foreach (var file in Directory.EnumerateFiles(App.Test.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var config = Path.Combine(folder, "TestApp.runtimeconfig.json");
        var json = JsonNode.Parse(await File.ReadAllTextAsync(config, TestContext.Current.CancellationToken))!;
        var options = json["runtimeOptions"]!.AsObject();
        options["configProperties"] ??= new JsonObject();
        options["configProperties"]!["System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported"] = false;
        await File.WriteAllTextAsync(config, json.ToJsonString(), TestContext.Current.CancellationToken);

        var app = Path.Combine(folder, "TestApp");
        Assert.DoesNotContain(
            "MemoryDenyWriteExecute", (await Sandbox.ExecuteAsync(app, "unit", "systemd", "tick")).ExitsWith(0).Output,
            StringComparison.Ordinal);
        var start = await Sandbox.ExecuteAsync(app, "start", "tick", "--root-directory", Sandbox.Root);
        Assert.Contains(
            "only a program that is published with NativeAOT", start.FailsInOneLine(App.Test, 2).Error, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Shape", "dotnet exec with options")]
    public async Task HostMayHaveOptions() => await CycleAsync(Tools.Dotnet, "exec", "--roll-forward", "Major", App.Test.Dll);

    [Fact]
    [Trait("Shape", "dotnet run")]
    public async Task ProjectMayBeRun()
    {
        // artifacts/bin/PROJECT/CONFIGURATION is four levels below the repository.
        var repository = Path.GetFullPath("../../../..", App.Test.Folder);
        var configuration = Path.GetFileName(App.Test.Folder);
        await CycleAsync(
            Tools.Dotnet, "run", "--no-build", "-c", configuration, "--project", $"{repository}/tests/Daemonize.TestApp", "--");
    }

    /// <summary>Starts, queries and stops the daemon in the same shape.</summary>
    private async Task CycleAsync(string file, params string[] args)
    {
        var daemon = Sandbox.Daemon("wait");
        var start = await Sandbox.ExecuteAsync(file, [.. args, "start", "wait"]);
        Assert.Equal($"wait started (pid {daemon.Process.Pid})\n", start.Succeeds().Output);
        Assert.Equal("/", daemon.Process.CurrentDirectory);
        Assert.Equal(["@daemon", "wait"], daemon.Process.CommandLine[^2..]);

        Assert.StartsWith(
            $"wait  running  pid {daemon.Process.Pid}  ", (await Sandbox.ExecuteAsync(file, [.. args, "status", "wait"])).Succeeds().Output,
            StringComparison.Ordinal);
        (await Sandbox.ExecuteAsync(file, [.. args, "stop", "wait"])).Succeeds();
        await Sandbox.AssertNothingIsLeftAsync(daemon);
    }
}
