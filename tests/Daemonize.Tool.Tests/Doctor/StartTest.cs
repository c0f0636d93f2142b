using System.Text;
using Daemonize.Platform.Linux;
using Daemonize.Reporting;
using Daemonize.Tool.Doctor;
using Daemonize.Tool.Doctor.Starting;
using Daemonize.Tool.Seeing;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>A test of the checks that start a program: each runs in a real sandbox, with shorter times.</summary>
public abstract class StartTest : DoctorTest
{
    private protected static StartPlan Plan { get; } = new()
    {
        HangUps = 2,
        Starts = 6,
        Alive = TimeSpan.FromMilliseconds(100),
        Ticks = new(0, 0, 5),
        Logs = TimeSpan.FromMilliseconds(500),
        Deaf = TimeSpan.FromMilliseconds(700),
        Steady = new(0, 0, 2),
        Verb = new(0, 0, 15),
    };

    /// <summary>Gets a daemon of the test program that was never started.</summary>
    private protected SeenDaemon Daemon(string name, params string[] options) => Describe("testapp", name, [TestApp.File], options);

    /// <summary>Gets the daemon of a script that does one thing wrong; "nothing" for one that is right as far as a script can be.</summary>
    private protected SeenDaemon BadDaemon(string mistake)
    {
        Sandbox.Environment["BAD"] = mistake;
        return Describe("bad", "daemon", [EndToEnd.Tests.Infrastructure.Tools.Python, Script], ["--stop-timeout=1s"]);
    }

    /// <summary>Makes checks in a sandbox.</summary>
    private protected List<CheckedItem> Make(SeenDaemon daemon, params string[] ids) => Make(daemon, Plan, ids);

    private protected List<CheckedItem> Make(SeenDaemon daemon, StartPlan plan, params string[] ids)
    {
        var items = new StartExamination(plan) { Ids = ids, Tool = [Tool.File], Environment = Environment() }.Make(daemon, out var signal);
        Assert.Equal(0, signal);
        Assert.Equal(ids.Order(), items.Select(static item => item.Id).Order());
        Assert.Empty(Sandbox.Processes);
        return items;
    }

    private protected void Finds(SeenDaemon daemon, string id, string finding, Severity? severity = null)
    {
        var item = Make(daemon, id).Single();
        Assert.True(item.Result.Outcome == CheckOutcome.Found, $"{id} is {item.Result}");
        Assert.Contains(finding, item.Result.Finding, StringComparison.Ordinal);
        Assert.NotEmpty(item.Result.Advice);
        Assert.Equal(severity ?? item.Severity, item.Severity);
    }

    private protected static void Passes(CheckedItem item) =>
        Assert.True(item.Result.Outcome == CheckOutcome.Passed, $"{item.Id} is {item.Result}");

    private static string Script => Path.Combine(AppContext.BaseDirectory, "Doctor", "bad_daemon.py");

    /// <summary>Gets the environment of the programs that the sandbox of the test starts.</summary>
    private NulTerminatedStrings Environment()
    {
        var environment = new NulTerminatedStrings();
        var all = System.Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(static entry => (string)entry.Key, static entry => (string?)entry.Value);
        foreach (var (name, value) in Sandbox.Environment)
        {
            all[name] = value;
        }

        foreach (var (name, value) in all)
        {
            if (value is not null)
            {
                environment.Add(Encoding.UTF8.GetBytes($"{name}={value}"));
            }
        }

        return environment;
    }

    private SeenDaemon Describe(string program, string name, string[] command, string[] options)
    {
        var files = Sandbox.Daemon(name);
        var words = name.Split(':');
        var card = new DaemonCard
        {
            Program = program,
            Daemon = words[0],
            Instance = words.Length > 1 ? 1 : null,
            Command = command,
            Options = options,
            PidFile = files.PidFile,
            User = Array.Find(options, static option => option.StartsWith("--user=", StringComparison.Ordinal))?["--user=".Length..],
        };
        return new SeenDaemon(new DaemonStatus { Name = name, Program = program, State = DaemonState.Stopped })
        {
            PidFile = files.PidFile,
            Card = new FoundCard("", card),
            Command = command,
        };
    }
}
