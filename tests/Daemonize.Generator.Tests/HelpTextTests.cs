using Daemonize.Generator.Emission;
using Daemonize.Generator.Model;

namespace Daemonize.Generator.Tests;

/// <summary>The text that <c>--help</c> prints.</summary>
public sealed class HelpTextTests
{
    private static readonly string Help = HelpText.Write(new ProgramModel(
        new DaemonSet(Daemons(("fetch", "10s"), ("listen-for-updates", null)), default, IsEmpty: false, IsValid: true),
        new AssemblyModel("NewsApp", IsExecutable: true, HasEntryPoint: false, HasHosting: false),
        new OptionsModel("1.0.0", GenerateMain: true)));

    [Theory]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("restart")]
    [InlineData("try-restart")]
    [InlineData("status")]
    [InlineData("run")]
    [InlineData("once")]
    [InlineData("logs")]
    [InlineData("completion")]
    [InlineData("help")]
    [InlineData("-h, --help")]
    [InlineData("    --version")]
    [InlineData("    --interval <duration>")]
    [InlineData("    --pid-file <path>")]
    public void EveryVerbAndOptionHasALine(string word) => Assert.Contains($"\n  {word} ", Help, StringComparison.Ordinal);

    [Fact]
    public void DaemonsAreAlignedWithTheirSchedules() => Assert.Contains(
        "\nDaemons:\n  fetch               \tFetches (every 10s)\n  listen-for-updates  \tFetches (runs once, long-running)\n\n", Help, StringComparison.Ordinal);

    [Fact]
    public void ProgramIsInSmallLetters() => Assert.StartsWith("Usage: newsapp <verb> ", Help, StringComparison.Ordinal);

    [Fact]
    public void LinesHaveAtMostOneTabAndNoSpaceAtTheirEnd()
    {
        Assert.EndsWith("\n", Help, StringComparison.Ordinal);
        Assert.All(Help.Split('\n'), line => Assert.True(line.Count(letter => letter == '\t') <= 1 && line.TrimEnd() == line, line));
    }

    private static EquatableArray<DaemonModel> Daemons(params (string Name, string? Interval)[] daemons) => new(
        [.. daemons.Select(daemon => new DaemonModel(
            daemon.Name,
            new MethodModel("global::News.Fetch", ReturnForm.Void, default, "Fetches. And more."),
            new SettingsModel(daemon.Interval is { } interval ? new([new SettingModel("Interval", interval, Code: null)]) : default),
            CallbacksModel.None))]);
}
