using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN301_OptionNamesMustDifferTests
{
    [Theory]
    [InlineData("string country, string city")]
    [InlineData("string no, bool yes")]
    [InlineData("bool news, string noNews1")]
    [InlineData("string pid, string file")]
    public Task DifferentNamesAreFine(string parameters) => Verify.MembersAsync($"[Daemon] internal static void Fetch({parameters}) {{ }}");

    [Theory]
    [InlineData("string help")]
    [InlineData("bool version")]
    [InlineData("string pidFile")]
    [InlineData("string PidFile")]
    [InlineData("string pid_file")]
    [InlineData("TimeSpan interval")]
    [InlineData("string umask")]
    public Task NameThatMeansSomethingElseIsReported(string parameter) =>
        Verify.MembersAsync(
            $$"""[Daemon(Interval = "1s")] internal static void Fetch({{parameter.Replace(" ", " {|DMN301:", StringComparison.Ordinal)}}|}) { }""");

    [Theory]
    [InlineData("string {|DMN301:cluster|}")]
    [InlineData("bool {|DMN301:noFence|}")]
    [InlineData("TimeSpan {|DMN301:lease|}")]
    public async Task SettingOfAClusterIsReported(string parameter)
    {
        await Verify.MembersAsync(
            $"[Daemon(Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop, {parameter}) {{ }}");
        await Verify.MembersAsync($$"""
            [Daemon(Scope = DaemonScope.Cluster)] internal static void Fetch(CancellationToken stop) { }
            [Daemon] internal static void Prune({{parameter}}) { }
            """);
    }

    [Theory]
    [InlineData("", "TimeSpan delay, TimeSpan timeout, int concurrency, string cron, bool alignToClock, bool overlap")]
    [InlineData("Delay = \"1s\"", "TimeSpan interval, int concurrency, bool missed")]
    [InlineData("", "string cluster, TimeSpan lease, bool fence, bool interrupted")]
    public Task SettingThatTheDaemonDoesNotHaveIsFree(string settings, string parameters) =>
        Verify.MembersAsync($"[Daemon({settings})] internal static void Fetch({parameters}) {{ }}");

    [Theory]
    [InlineData("Interval = \"1s\"", "bool noAlignToClock")]
    [InlineData("Cron = \"@daily\"", "string timeZone")]
    [InlineData("Delay = \"1s\"", "int maxRuns")]
    [InlineData("", "int instances")]
    public Task SettingOfTheDaemonIsReported(string settings, string parameter) =>
        Verify.MembersAsync(
            $$"""[Daemon({{settings}})] internal static void Fetch({{parameter.Replace(" ", " {|DMN301:", StringComparison.Ordinal)}}|}) { }""");

    [Fact]
    public Task SettingOfAnotherDaemonIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void First(TimeSpan {|DMN301:interval|}) { }
        [Daemon(Interval = "1s")] internal static void Second() { }
        [Daemon(Interval = "1s")] internal static void Third(TimeSpan {|DMN301:interval|}) { }
        """);

    [Theory]
    [InlineData("string apiKey, string {|DMN301:api_key|}")]
    [InlineData("string apiKey, string {|DMN301:_apiKey|}")]
    [InlineData("bool news, string {|DMN301:noNews|}")]
    [InlineData("string noNews, bool {|DMN301:news|}")]
    [InlineData("string a1, string {|DMN301:a_1|}")]
    public Task SecondOptionOfANameIsReported(string parameters) =>
        Verify.MembersAsync($"[Daemon] internal static void Fetch({parameters}) {{ }}");

    [Theory]
    [InlineData("c", "{|DMN301:city|}")]
    [InlineData("h", "city")]
    [InlineData("C", "city")]
    [InlineData("cc", "city")]
    public Task AliasIsClaimedToo(string alias, string city)
    {
        var country = alias == "h" ? "{|DMN301:country|}" : "country";
        return Verify.MembersAsync($$"""
            /// <param name="country">-{{alias}}, Two letters.</param>
            /// <param name="city">-c, The city.</param>
            [Daemon] internal static void Fetch(string {{country}}, string {{city}}) { }
            """);
    }

    [Fact]
    public Task SameOptionOfTwoDaemonsIsFine() => Verify.MembersAsync("""
        /// <param name="country">-c, Two letters.</param>
        [Daemon] internal static void First(string country, bool loud) { }

        /// <param name="country">-c, Two letters.</param>
        [Daemon] internal static void Second(string[] country, bool? loud = null) { }
        """);

    [Fact]
    public Task OptionThatTakesAValueForOneDaemonOnlyIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void First(bool loud) { }
        [Daemon] internal static void Second(string {|DMN301:loud|}) { }
        """);

    [Fact]
    public Task AliasOfTwoOptionsIsReported() => Verify.MembersAsync("""
        /// <param name="country">-c, Two letters.</param>
        [Daemon] internal static void First(string country) { }

        /// <param name="city">-c, The city.</param>
        [Daemon] internal static void Second(string {|DMN301:city|}) { }
        """);

    [Fact]
    public Task OptionThatIsTheNegationOfAnotherDaemonsIsReported() => Verify.MembersAsync("""
        [Daemon] internal static void First(bool news) { }
        [Daemon] internal static void Second(string {|DMN301:noNews|}) { }
        """);

    [Theory]
    [InlineData("string {|DMN005:__|}")]
    [InlineData("string {|DMN005:_1|}")]
    public Task NameWithoutALetterIsNone(string parameter) =>
        Verify.MembersAsync($"[Daemon] internal static void Fetch({parameter}) {{ }}");
}
