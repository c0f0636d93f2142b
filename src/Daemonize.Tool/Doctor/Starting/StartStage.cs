using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tool.Doctor.Starting;

/// <summary>
/// The process in the sandbox, <c>daemonize @sandbox DIRECTORY …</c>: it runs the verbs of the program, makes the checks, and passes on
/// each result through a pipe. In a pid namespace it is process 1, and its end is that of all others.
/// </summary>
internal static class StartStage
{
    public const string Verb = "@sandbox";

    /// <summary>The descriptor of the pipe, the first after the standard streams.</summary>
    public const int Results = 3;

    /// <summary>The number of fields of a result; each ends with a NUL.</summary>
    public const int Fields = 6;

    public static int Run(string[] args)
    {
        if (StartJob.Parse(args) is not { } job)
        {
            throw new DaemonException($"{Verb} is a stage of the tool itself", DaemonExitCode.Usage);
        }

        CloseOnExec.From(Results);
        ChildProcess.KeepUntilReaped();
        _ = Libc.prctl(Libc.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
        var program = new SandboxedProgram(job);
        try
        {
            foreach (var check in CheckTable.OfStart)
            {
                if (Array.IndexOf(job.Checks, check.Id) >= 0)
                {
                    Tell(check.Make(program));
                    program.CleanUp();
                }
            }
        }
        finally
        {
            OwnProcess.EndAll();
        }

        return DaemonExitCode.Success;
    }

    /// <summary>Reads the fields of a result.</summary>
    public static CheckResult Read(string outcome, string finding, string advice, string evidence, string severity) =>
        outcome == Number((int)CheckOutcome.Found)
            ? CheckResult.Found(finding, advice, evidence, severity is [var digit] ? (Severity)(digit - '0') : null)
            : outcome == Number((int)CheckOutcome.Passed) ? CheckResult.PassedAs(evidence)
            : CheckResult.NotKnown(finding);

    private static string Number(int number) => number.ToString(InvariantNumbers.Format);

    private static void Tell(CheckedItem item)
    {
        var (result, text) = (item.Result, new StringBuilder());
        foreach (var field in (ReadOnlySpan<string>)
        [
            item.Id, Number((int)result.Outcome), result.Finding, result.Advice, result.Evidence,
            result.Severity is { } severity ? Number((int)severity) : "",
        ])
        {
            text.Append(field.Replace('\0', ' ')).Append('\0');
        }

        // Nobody reads any more after Ctrl-C; then the kernel ends this process.
        _ = Descriptor.TryWrite(Results, Encoding.UTF8.GetBytes(text.ToString()), out _);
    }
}
