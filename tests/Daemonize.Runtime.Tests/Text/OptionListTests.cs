using Daemonize.Text;

namespace Daemonize.Tests.Text;

/// <summary>Several values in one text.</summary>
public sealed class OptionListTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a", "a")]
    [InlineData("a,b", "a", "b")]
    [InlineData("a,,b,", "a", "", "b", "")]
    [InlineData(",", "", "")]
    [InlineData(@"a\,b,c", "a,b", "c")]
    [InlineData(@"a\\,b", @"a\", "b")]
    [InlineData(@"\d+,c:\x\", @"\d+", @"c:\x\")]
    [InlineData(@"\\\,", @"\,")]
    public void TextIsSplitAtItsCommas(string text, params string[] values) => Assert.Equal(values, OptionList.Split(text));

    [Fact]
    public void WhatIsJoinedIsSplitAgain()
    {
        var random = new Random(39815);
        for (var i = 0; i < 10_000; i++)
        {
            var values =
                Enumerable.Range(0, random.Next(5)).Select(_ => new string(random.GetItems(@"\\,ab ".AsSpan(), random.Next(6)))).ToList();
            if (values is not [""])
            {
                Assert.Equal(values, OptionList.Split(OptionList.Join(values)));
            }
        }
    }
}
