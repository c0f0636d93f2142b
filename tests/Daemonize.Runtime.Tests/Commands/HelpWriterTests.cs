using Daemonize.Commands;

namespace Daemonize.Tests.Commands;

/// <summary>The help, wrapped to the width of the terminal.</summary>
public sealed class HelpWriterTests
{
    private const string Help =
        "Usage: newsapp <verb> and more that is never wrapped because it has no tab in it\n\nVerbs:\n  start  \tStart, and return when " +
            "ready, or say why not\n";

    [Fact]
    public void WideTerminalHasOneLineForEach() =>
        Assert.Equal(Help.Replace("\t", "", StringComparison.Ordinal), HelpWriter.Wrap(Help, 200));

    [Fact]
    public void FurtherLinesBeginBelowTheDescription() => Assert.EndsWith(
        "  start  Start, and return when ready,\n         or say why not\n", HelpWriter.Wrap(Help, 40), StringComparison.Ordinal);

    [Fact]
    public void LineMayFillTheTerminal() => Assert.EndsWith(
        "when ready, or\n         say why not\n", HelpWriter.Wrap(Help, 41), StringComparison.Ordinal);

    [Fact]
    public void NoTerminalIsTooNarrow() => Assert.Equal(HelpWriter.Wrap(Help, 40), HelpWriter.Wrap(Help, 1));

    [Fact]
    public void WordThatFitsNowhereStandsAlone() =>
        Assert.Equal($"  x  {new string('y', 50)}\n     z\n", HelpWriter.Wrap($"  x  \t{new string('y', 50)} z\n", 40));
}
