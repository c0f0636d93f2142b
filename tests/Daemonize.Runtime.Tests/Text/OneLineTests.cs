using Daemonize.Text;

namespace Daemonize.Tests.Text;

/// <summary>Shortened texts: never cut within a character, and never twice.</summary>
public sealed class OneLineTests
{
    [Theory]
    [InlineData("", 3, "")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "abc…")]
    [InlineData("abc…", 3, "abc…")]
    [InlineData("ab🚀", 4, "ab🚀")]
    [InlineData("ab🚀d", 3, "ab…")]
    [InlineData("🚀🚀", 1, "…")]
    public void CutKeepsWholeCharacters(string text, int length, string expected)
    {
        Assert.Equal(expected, OneLine.Cut(text, length));
        Assert.Equal(expected, OneLine.From(text, length));
        Assert.Equal(expected, OneLine.Cut(expected, length));
    }

    [Theory]
    [InlineData("abcdef", 6, "abcdef")]
    [InlineData("abcdefg", 5, "ab…fg")]
    [InlineData("a🚀cdefg", 5, "a…fg")]
    [InlineData("abcde🚀g", 5, "ab…g")]
    [InlineData("🚀🚀🚀🚀", 6, "🚀…🚀")]
    public void ShortenKeepsWholeCharacters(string text, int length, string expected) =>
        Assert.Equal(expected, OneLine.Shorten(text, length));
}
