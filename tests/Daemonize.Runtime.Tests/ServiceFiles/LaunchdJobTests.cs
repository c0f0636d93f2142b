using System.Text.Json.Nodes;
using Daemonize.CompilerServices;
using Daemonize.Places;
using Daemonize.ServiceFiles;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.ServiceFiles;

/// <summary>The property list of <c>unit launchd</c>, read by two parsers that share no code.</summary>
public sealed class LaunchdJobTests
{
    [Fact]
    public void PlainDaemonIsKeptAlive()
    {
        var list = Print(Definition());
        Assert.Equal("newsapp.fetch", list.Text("Label"));
        Assert.Equal(["run", "fetch"], list.Texts("ProgramArguments")[^2..]);
        Assert.StartsWith("/", list.Texts("ProgramArguments")[0], StringComparison.Ordinal);
        Assert.True(list.Flag("RunAtLoad"));
        Assert.Equal("""{"SuccessfulExit":false}""", list["KeepAlive"]!.ToJsonString());
        Assert.Equal(10, list.Number("ThrottleInterval"));
        Assert.Equal(35, list.Number("ExitTimeOut"));
        Assert.Equal(("/", 18), (list.Text("WorkingDirectory"), list.Number("Umask")));
        Assert.Equal("""{"Core":0}""", list["SoftResourceLimits"]!.ToJsonString());
        Assert.Equal("Standard", list.Text("ProcessType"));
        Assert.Equal("/var/root", list["EnvironmentVariables"]!["HOME"]!.GetValue<string>());
        string[] absent = ["StartCalendarInterval", "HardResourceLimits", "Nice", "UserName", "GroupName"];
        Assert.All(absent, key => Assert.False(list.ContainsKey(key), key));
    }

    [Fact]
    public void SettingsBecomeKeys()
    {
        var list = Print(
            Definition(user: "news", environment: ["PRICE=5$ or 10%", "LANG", "TWICE=1", "TWICE=2"]),
            "--group=staff", "--umask=027", "--nice=5", "--max-open-files=1000", "--core-dumps=true", "--working-directory=/srv/a b",
            "--stop-timeout=1500ms", "--start-timeout=3s", "--restart=on-failure", "--restart-delay=12500ms",
            "--log-file=/var/log/news.log", "--error-file=/var/log/news.err", "--pid-file=/var/run/x.pid");
        Assert.Equal(
            ["run", "fetch", "--group=staff", "--stop-timeout=1500ms", "--start-timeout=3s", "--log-file=/var/log/news.log",
                "--error-file=/var/log/news.err", "--pid-file=/var/run/x.pid"],
            list.Texts("ProgramArguments")[^8..]);
        Assert.Equal(("news", "staff"), (list.Text("UserName"), list.Text("GroupName")));
        Assert.Equal((23, 5), (list.Number("Umask"), list.Number("Nice")));
        Assert.Equal("Background", list.Text("ProcessType"));
        Assert.Equal("""{"Core":9223372036854775807,"NumberOfFiles":1000}""", list["SoftResourceLimits"]!.ToJsonString());
        Assert.Equal("""{"NumberOfFiles":1000}""", list["HardResourceLimits"]!.ToJsonString());
        Assert.Equal("/srv/a b", list.Text("WorkingDirectory"));
        Assert.Equal((7, 13), (list.Number("ExitTimeOut"), list.Number("ThrottleInterval")));
        Assert.Equal(("/var/log/news.log", "/var/log/news.err"), (list.Text("StandardOutPath"), list.Text("StandardErrorPath")));
        var variables = (JsonObject)list["EnvironmentVariables"]!;
        variables.Remove("DOTNET_ROOT");
        Assert.Equal("""{"PRICE":"5$ or 10%","TWICE":"2"}""", variables.ToJsonString());
    }

    [Theory]
    [InlineData("always", "1s", "true", 10)]
    [InlineData("always", "1m", "true", 60)]
    [InlineData("on-failure", "10001ms", """{"SuccessfulExit":false}""", 11)]
    public void RestartIsKeepAlive(string restart, string delay, string expected, int throttle)
    {
        var list = Print(Definition(), $"--restart={restart}", $"--restart-delay={delay}");
        Assert.Equal(expected, list["KeepAlive"]!.ToJsonString());
        Assert.Equal(throttle, list.Number("ThrottleInterval"));
    }

    [Theory]
    [InlineData("/var/log/news.log", "/var/log/news.log", "/var/log/news.log")]
    [InlineData("null", null, null)]
    [InlineData("syslog", null, null)]
    [InlineData("/dev/stdout", null, null)]
    public void LogsThatAreFilesAreTheStreams(string log, string? output, string? error)
    {
        var list = Print(Definition(), $"--log-file={log}");
        Assert.Equal((output, error), (list["StandardOutPath"]?.GetValue<string>(), list["StandardErrorPath"]?.GetValue<string>()));
    }

    [Fact]
    public void EachInstanceIsAJob()
    {
        var plan = Plan(Definition(), "--instances=3", "--log-file=/var/log/news.log");
        plan.Choose([1, 3]);
        var lists = LaunchdJob.Create(plan, asTimer: null).Split("\n<?xml ").Select((text, index) => index == 0 ? text : "<?xml " + text);
        foreach (var (text, number) in lists.Zip([1, 3]))
        {
            var list = PropertyLists.Read(text);
            Assert.Equal($"newsapp.fetch.{number}", list.Text("Label"));
            Assert.Equal(["run", $"fetch:{number}"], list.Texts("ProgramArguments")[^4..^2]);
            Assert.Equal("--instances=3", list.Texts("ProgramArguments")[^1]);
            Assert.Equal($"/var/log/news.{number}.log", list.Text("StandardOutPath"));
            Assert.Contains($"bootstrap system /Library/LaunchDaemons/newsapp.fetch.{number}.plist\n", text, StringComparison.Ordinal);
        }

        var refused = Assert.Throws<DaemonException>(() => plan.Choose([2]));
        Assert.Equal("there is no fetch:2: fetch has 3 instances", refused.Message);
        Assert.Equal(
            "there is no fetch:1: fetch has no instances", Assert.Throws<DaemonException>(() => Plan(Definition()).Choose([1])).Message);
    }

    [Theory]
    [InlineData(false, "sudo launchctl bootstrap system /Library/LaunchDaemons/newsapp.fetch.plist",
        "sudo launchctl bootout system/newsapp.fetch")]
    [InlineData(true, " launchctl bootstrap gui/$(id -u) ~/Library/LaunchAgents/newsapp.fetch.plist",
        " launchctl bootout gui/$(id -u)/newsapp.fetch")]
    public void CommentSaysWhereItGoes(bool isOfUser, string bootstrap, string bootout)
    {
        var text = LaunchdJob.Create(Plan(Definition(), isOfUser), asTimer: null);
        var list = PropertyLists.Read(text);
        var comment = text[..text.IndexOf("-->", StringComparison.Ordinal)];
        Assert.Contains("made by Daemonize: newsapp.fetch.plist of newsapp 1.0.0", comment, StringComparison.Ordinal);
        Assert.Contains(bootstrap + "\n", comment, StringComparison.Ordinal);
        Assert.Contains(bootout + "\n", comment, StringComparison.Ordinal);
        Assert.Equal(!isOfUser, comment.Contains("runs as root", StringComparison.Ordinal));
        Assert.Equal(!isOfUser, list["EnvironmentVariables"]?["HOME"] is not null);
    }

    [Fact]
    public void CommentNamesWhatLaunchdDoesNotHave()
    {
        string[] arguments =
        [
            "--max-memory=1GB", "--no-new-privileges=true", "--log-max-size=1MB", "--restart=always", "--error-file=journal",
        ];
        Assert.Contains(
            "\n  launchd has no counterpart of MaxMemory, NoNewPrivileges, ErrorFile journal, LogMaxSize, MaxRestarts.\n",
            LaunchdJob.Create(Plan(Definition(), arguments), asTimer: null), StringComparison.Ordinal);
        Assert.Contains(
            "\n  launchd has no counterpart of Jitter, Missed all.\n",
            LaunchdJob.Create(Plan(Definition(cron: "@daily"), "--jitter=10s", "--missed=all", "--restart=always"), asTimer: null),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            "counterpart", LaunchdJob.Create(Plan(Definition(), "--error-file=/var/log/x"), asTimer: null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"quoted\" & <b>'x'</b> ]]> &amp;")]
    [InlineData("two\nlines\r\nand a\ttab")]
    [InlineData("  spaces  ")]
    [InlineData("Grüße, 日本語, 😀, \u00a0\u2028\u0085\u007f")]
    [InlineData("-- <!-- --> ---")]
    [InlineData("$HOME %n ~ * \\ `id`")]
    [InlineData("")]
    public void TextsStayTexts(string text)
    {
        var list = Print(
            Definition(description: text, environment: [$"WORD={text}", $"W&<{text.Length}>=x"]), $"--log-file=/a{text}b", $"--user=n",
            $"--working-directory=/{text}");
        Assert.Equal(text, list["EnvironmentVariables"]!["WORD"]!.GetValue<string>());
        Assert.Equal("x", list["EnvironmentVariables"]![$"W&<{text.Length}>"]!.GetValue<string>());
        Assert.Equal($"/a{text}b", list.Text("StandardOutPath"));
        Assert.Contains($"--log-file=/a{text}b", list.Texts("ProgramArguments"));
        Assert.Equal($"/{text}", list.Text("WorkingDirectory"));
    }

    [Theory]
    [InlineData("a\u0001b", "U+0001")]
    [InlineData("\u001b[1m", "U+001B")]
    [InlineData("a\uffffb", "U+FFFF")]
    public void CharacterThatXmlDoesNotHaveIsRefused(string text, string character) =>
        Refuses(Definition(environment: [$"WORD={text}"]), $"cannot hold the character {character}");

    [Fact]
    public void HalfOfAPairIsRefused()
    {
        var (high, low) = ("😀"[..1], "😀"[1..]);
        Refuses(Definition(environment: [$"WORD={high}b"]), "cannot hold the character U+D83D");
        Refuses(Definition(environment: [$"WORD={low}"]), "cannot hold the character U+DE00");
        Refuses(Definition(environment: [$"WORD={high}"]), "cannot hold the character U+D83D");
        Print(Definition(description: $"{low}b{high}"));
    }

    /// <summary>The same in the description, which is only a comment.</summary>
    [Theory]
    [InlineData("a\u0001b\uffff")]
    [InlineData("ends with -")]
    [InlineData("--")]
    public void CommentHoldsAnyText(string text) => Print(Definition(description: text));

    [Theory]
    [InlineData("--environment-file=/etc/news.env", "launchd reads no environment file (/etc/news.env)")]
    [InlineData("--root-directory=/srv", "leave RootDirectory (/srv) out")]
    [InlineData("--user=501", "the name of a user, not the id 501")]
    [InlineData("--group=0", "the name of a group, not the id 0")]
    public void SettingThatCannotWorkIsRefused(string argument, string complaint) => Refuses(Definition(), complaint, argument);

    [Fact]
    public void NamesBecomeALabel()
    {
        Assert.Equal("a_b.f__x.y", ServiceName.LabelOf(Program("a b"), Definition("f--x.y")));
        Assert.Equal("news", ServiceName.LabelOf(Program("news"), Definition("news")));
    }

    /// <summary>Proves the other tests: each mistake is found, and each kind by only one of the two readers.</summary>
    [Theory]
    [InlineData("<string>Standard</string>", "<string>Standard", true, true)]
    [InlineData("<integer>18</integer>", "<integer>022x</integer>", true, true)]
    [InlineData("<key>Umask</key>", "", true, true)]
    [InlineData("<true/>", "<yes/>", true, true)]
    [InlineData("<key>Umask</key>", "<key>UMask</key>", false, true)]
    [InlineData("<integer>18</integer>", "<true/>", false, true)]
    [InlineData("<string>Standard</string>", "<string>standard</string>", false, true)]
    [InlineData("<key>Umask</key>", "<key>Label</key>", false, true)]
    [InlineData("<key>Label</key>", "<key>Program</key>", false, true)]
    [InlineData("<string>run</string>", "<integer>1</integer>", false, true)]
    [InlineData("<integer>18</integer>", "<integer>99999999999999999999</integer>", false, true)]
    public void EachMistakeIsFound(string right, string wrong, bool isFoundByPython, bool isFoundByDotnet)
    {
        var text = LaunchdJob.Create(Plan(Definition()), asTimer: null);
        Assert.Equal(2, text.Split(right).Length);
        var mistaken = text.Replace(right, wrong, StringComparison.Ordinal);
        Assert.Equal(isFoundByPython, PropertyLists.ReadWithPython(mistaken).Complaint.Length > 0);
        Assert.Equal(isFoundByDotnet, PropertyLists.ReadAsLaunchd(mistaken).Mistake.Length > 0);
    }

    private static void Refuses(DaemonDefinition definition, string complaint, params string[] arguments)
    {
        var exception = Assert.Throws<DaemonException>(() => LaunchdJob.Create(Plan(definition, arguments), asTimer: null));
        Assert.Contains(complaint, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
        Assert.Equal(2, exception.ExitCode);
    }

    private static JsonObject Print(DaemonDefinition definition, params string[] arguments) =>
        PropertyLists.Read(LaunchdJob.Create(Plan(definition, arguments), asTimer: null));

    private static ServicePlan Plan(DaemonDefinition definition, params string[] arguments) => Plan(definition, false, arguments);

    private static ServicePlan Plan(DaemonDefinition definition, bool isOfUser, params string[] arguments) =>
        Definitions.CreatePlan(definition, isOfUser, arguments);

    private static DaemonProgram Program(string name) => new() { Name = name, Version = "1.0.0", Help = "", Daemons = [] };

    private static DaemonDefinition Definition(
        string name = "fetch", string? description = null, string? user = null, string? cron = null, string[]? environment = null) => new()
        {
            Name = name,
            Description = description,
            Bind = static _ => static (_, _) => new(0),
            User = user,
            Cron = cron,
            Environment = environment ?? [],
        };
}
