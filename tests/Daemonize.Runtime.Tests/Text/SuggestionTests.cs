using Daemonize.Text;

namespace Daemonize.Tests.Text;

/// <summary>Suggestions for mistyped words.</summary>
public sealed class SuggestionTests
{
    private static readonly string[] Verbs = ["start", "stop", "restart", "try-restart", "status", "run", "once", "logs"];

    [Theory]
    [InlineData("strat", "start")]
    [InlineData("stat", "start")]
    [InlineData("stats", "status")]
    [InlineData("statsu", "status")]
    [InlineData("Stop", "stop")]
    [InlineData("restrt", "restart")]
    [InlineData("tryrestart", "try-restart")]
    [InlineData("log", "logs")]
    [InlineData("runn", "run")]
    [InlineData("begin", null)]
    [InlineData("", null)]
    [InlineData("x", null)]
    [InlineData("stahp-please", null)]
    public void IsTheOneWithTheFewestSlips(string typed, string? meant) => Assert.Equal(meant, Suggestion.Find(typed, Verbs));
}
