namespace NewsApp.Tests;

public sealed class NewsSettingsTests
{
    private const string Key = "0123456789abcdef";

    [Fact]
    public void NothingSetReadsTheBundledEditionIntoOutputBesideTheProgram()
    {
        var expected =
            new NewsSettings(null, new("https://newsapi.org/"), TimeSpan.FromSeconds(8), Path.Combine(AppContext.BaseDirectory, "output"));
        Assert.Equal(expected, NewsSettings.From(_ => null));
        Assert.Equal(expected, NewsSettings.From(_ => ""));
    }

    [Fact]
    public void EverythingSetIsTaken() => Assert.Equal(
        new(Key, new("http://127.0.0.1:8080/mirror/"), TimeSpan.FromMilliseconds(500), "/var/news"),
        NewsSettings.From(name => name switch
        {
            "NEWSAPI_KEY" => Key + "\n",
            "NEWSAPI_BASE_ADDRESS" => "http://127.0.0.1:8080/mirror",
            "NEWSAPI_TIMEOUT" => "500ms",
            "NEWSAPP_OUTPUT" => "/var/news",
            _ => null,
        }));

    [Fact]
    public void RelativeOutputIsBesideTheProgram() =>
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "news"), Read("NEWSAPP_OUTPUT", "news").OutputFolder);

    [Theory]
    [InlineData("8s", 8000)]
    [InlineData("1.5s", 1500)]
    [InlineData(" 250ms ", 250)]
    public void TimeoutHasAUnit(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read("NEWSAPI_TIMEOUT", text).Timeout);

    [Theory]
    [InlineData("8")]
    [InlineData("0s")]
    [InlineData("-1s")]
    [InlineData("s")]
    [InlineData("3601s")]
    [InlineData("soon")]
    public void OtherTimeoutIsRefused(string text) =>
        Assert.StartsWith($"NEWSAPI_TIMEOUT is \"{text}\"; write a number", Refuse("NEWSAPI_TIMEOUT", text), StringComparison.Ordinal);

    [Theory]
    [InlineData("newsapi.org")]
    [InlineData("ftp://newsapi.org/")]
    [InlineData("https://user:secret@newsapi.org/")]
    [InlineData("https://newsapi.org/?apiKey=secret")]
    public void OtherAddressIsRefusedWithoutBeingRepeated(string text)
    {
        var message = Refuse("NEWSAPI_BASE_ADDRESS", text);
        Assert.StartsWith("NEWSAPI_BASE_ADDRESS is no http or https address", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret key")]
    [InlineData("secret\r\nHost: evil.example")]
    [InlineData("sécret")]
    public void KeyThatIsNoHeaderIsRefusedWithoutBeingRepeated(string text)
    {
        var message = Refuse("NEWSAPI_KEY", text);
        Assert.StartsWith("NEWSAPI_KEY holds a character that no key has", message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
    }

    [Fact]
    public void TextOfTheSettingsHasNoKey() => Assert.DoesNotContain(Key, Read("NEWSAPI_KEY", Key).ToString(), StringComparison.Ordinal);

    private static NewsSettings Read(string variable, string value) => NewsSettings.From(name => name == variable ? value : null);

    private static string Refuse(string variable, string value) => Assert.Throws<NewsException>(() => Read(variable, value)).Message;
}
