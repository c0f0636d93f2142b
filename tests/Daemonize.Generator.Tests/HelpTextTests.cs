using Daemonize.Generator.Emission;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Tests;

/// <summary>The text that <c>--help</c> prints.</summary>
public sealed class HelpTextTests
{
    private static readonly ProgramModel Program = new(
        new DaemonSet(Daemons(("fetch", "10s"), ("listen-for-updates", null)), default, IsEmpty: false, IsValid: true),
        new AssemblyModel("NewsApp", IsExecutable: true, HasEntryPoint: false, HasHosting: false),
        new OptionsModel("1.0.0", GenerateMain: true));

    private static readonly string Help = HelpText.Write(Program);

    [Fact]
    public void DaemonsAreAlignedWithTheirSchedules() => Assert.Contains(
        "Daemons:\n  fetch               \tFetches (every 10s)\n  listen-for-updates  \tFetches (runs once, long-running)\n", Help,
        StringComparison.Ordinal);

    [Fact]
    public void LinesHaveAtMostOneTabAndNoSpaceAtTheirEnd()
    {
        Assert.EndsWith("\n", Help, StringComparison.Ordinal);
        Assert.All(
            Help.Split('\n'), line => Assert.True(line.Count(letter => letter == '\t') <= 1 && line.TrimEnd() == line, line));
    }

    private static EquatableArray<DaemonModel> Daemons(params (string Name, string? Interval)[] daemons) => new(
        [.. daemons.Select(daemon => new DaemonModel(
            daemon.Name,
            new MethodModel("global::News.Fetch", ReturnForm.Void, default, "Fetches. And more."),
            new SettingsModel(daemon.Interval is { } interval ? new([new SettingModel("interval", interval)]) : default),
            CallbacksModel.None))]);
}
