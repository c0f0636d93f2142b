namespace Daemonize.Tool.Tests.Doctor;

/// <summary>A test of the command that starts a program. Its files, also those of a sandbox, are in the directory of the test.</summary>
public abstract class StartCommandTest : DoctorTest
{
    protected StartCommandTest() => Sandbox.Environment["TMPDIR"] = Sandbox.Create("tmp");

    /// <summary>The files of the test, without those that daemons of the test program write on purpose.</summary>
    private protected List<string> Files =>
        Sandbox.Snapshot().FindAll(static line => !line.Contains("/out", StringComparison.Ordinal));

    /// <summary>The files before the command that <see cref="BeginAsync"/> has begun.</summary>
    private protected List<string> Before { get; private set; } = [];

    /// <summary>
    /// Begins the command for a daemon that is not ready before the file "go" is there, and waits until the first start waits for it.
    /// </summary>
    /// <param name="executor">The words of another program that executes the tool; none to start it directly.</param>
    private protected async Task<RunningCommand> BeginAsync(params string[] executor)
    {
        var (go, look) = (Path.Combine(Sandbox.OutputDirectory, "go"), Path.Combine(Sandbox.OutputDirectory, "look"));
        await File.WriteAllTextAsync(go, "", TestContext.Current.CancellationToken);
        var daemon = await StartAndStopAsync("slow");
        File.Delete(go);
        File.Delete(look);
        Before = Files;
        string[] words = [.. executor, Tool.File, "doctor", daemon.PidFile, "--start"];
        var command = Sandbox.Begin(words[0], words.AsSpan(1));
        await Wait.UntilAsync(() => File.Exists(look), "a daemon of the sandbox runs, and is not ready");
        return command;
    }
}
