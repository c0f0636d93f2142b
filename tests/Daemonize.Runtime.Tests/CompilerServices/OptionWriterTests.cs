using Daemonize.CompilerServices;

namespace Daemonize.Tests.CompilerServices;

/// <summary>Values given to a handle arrive unchanged or are refused.</summary>
public sealed class OptionWriterTests
{
    private static readonly OptionDefinition[] Options =
    [
        new() { Name = "text", Variable = "WRITER_TEXT", Accepted = "text" },
        new() { Name = "count", Variable = "WRITER_COUNT", Accepted = "a number" },
        new() { Name = "tags", Variable = "WRITER_TAGS", Accepted = "text", Form = OptionForm.List },
    ];

    private readonly SuppliedOptions _given = new();

    private OptionWriter Writer => new(Options, _given);

    private OptionBinder Values =>
        new(new() { Name = "fetch", Bind = static _ => static (_, _) => new(0), Options = Options }, _given);

    [Theory]
    [InlineData("us")]
    [InlineData("")]
    [InlineData(" a=b\n\t\"'\\,é😀 ")]
    [InlineData("--loud")]
    public void TextArrives(string text)
    {
        Writer.Add(0, text, OptionText.TryString, OptionText.Format);

        Assert.Equal(text, Values.GetRequired<string>(0, OptionText.TryString));
    }

    /// <summary>ps(1) shows the command line to all users.</summary>
    [Fact]
    public void ValueGoesByEnvironment()
    {
        Writer.Add(0, "secret", OptionText.TryString, OptionText.Format);
        Writer.Add<int>(1, 7, OptionText.TryInteger, OptionText.FormatParsable);

        Assert.Empty(_given.Arguments);
        Assert.Equal(("secret", "7"), (_given.Variable("WRITER_TEXT"), _given.Variable("WRITER_COUNT")));
    }

    [Fact]
    public void ValueReplacesWhatTheRunningDaemonHas()
    {
        _given.AddArgument("text", "old");
        _given.SetVariable("WRITER_TEXT", "older");
        Writer.Add(0, "new", OptionText.TryString, OptionText.Format);

        Assert.Equal("new", Values.GetRequired<string>(0, OptionText.TryString));
    }

    [Fact]
    public void WhatIsNotSetIsNotWritten()
    {
        Writer.Add<string>(0, null, OptionText.TryString, OptionText.Format);
        Writer.Add<int>(1, null, OptionText.TryInteger, OptionText.FormatParsable);
        Writer.AddList<string>(2, null, OptionText.TryString, OptionText.Format);

        Assert.Empty(_given.Arguments);
        Assert.All(Options, option => Assert.Null(_given.Variable(option.Variable)));
    }

    [Theory]
    [InlineData]
    [InlineData("a")]
    [InlineData("a", "", "b,c", @"\", @"\,", "")]
    public void ListArrives(params string[] tags)
    {
        Writer.AddList(2, tags, OptionText.TryString, OptionText.Format);

        Assert.Equal(tags, Values.GetRequiredList<string>(2, OptionText.TryString));
    }

    [Fact]
    public void WhatTextCannotHoldIsRefused()
    {
        Assert.Throws<ArgumentException>(() => Writer.Add(0, "a\0b", OptionText.TryString, OptionText.Format));
        Assert.Throws<ArgumentException>(() => Writer.Add(0, "\ud800", OptionText.TryString, OptionText.Format));
        Assert.Throws<ArgumentException>(() => Writer.AddList(2, [""], OptionText.TryString, OptionText.Format));
        Assert.Throws<ArgumentException>(() => Writer.Add<double>(1, double.NaN, OptionText.TryReal, OptionText.FormatParsable));
        Assert.Throws<ArgumentException>(
            () => Writer.Add<TimeSpan>(1, TimeSpan.FromSeconds(-1), OptionText.TryDuration, OptionText.Format));
        Assert.Throws<ArgumentException>(() => Writer.Add<DayOfWeek>(1, (DayOfWeek)42, TryDay, static day => day.ToString()));
        Assert.Empty(_given.Arguments);
        Assert.All(Options, option => Assert.Null(_given.Variable(option.Variable)));

        static bool TryDay(string text, out DayOfWeek day) => Enum.TryParse(text, out day) && Enum.IsDefined(day);
    }
}
