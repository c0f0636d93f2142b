using Daemonize.Platform;
using Daemonize.Tool.Acting;
using Daemonize.Tool.Commands;
using Daemonize.Tool.Completing;
using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool;

/// <summary>The command <c>daemonize</c>: maps the first word to a command.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        // First, as these are also the stages of a start, in which nothing else of this program may run.
        if (WebCommand.IsOfDaemon(args))
        {
            return Daemons.Run(args);
        }

        Terminal.FillGaps();

        // Ctrl-C or a signal ends a waiting command, and .NET cleans up nothing then.
        DiagnosticFiles.RemoveOwn();
        try
        {
            return Run(args);
        }
        catch (DaemonException exception)
        {
            return Complaint.Write(exception);
        }
    }

    private static int Run(string[] args)
    {
        if (args is [OwnerStage.Verb, .. var rest])
        {
            return OwnerStage.Run(rest);
        }

        if (args is [StartStage.Verb, .. var job])
        {
            return StartStage.Run(job);
        }

        if (args is [InnocentStage.Verb])
        {
            return InnocentStage.Run();
        }

        if (args is [CompletionStage.Verb, .. var words])
        {
            return CompletionStage.Run(words);
        }

        if (WebCommand.FindVerb(args) is { } verb)
        {
            return WebCommand.RunVerb(verb);
        }

        var isNamed = args is [not ['-', ..], ..];
        var command = ToolCommand.Find(isNamed ? args[0] : ToolCommand.Default);
        var given = isNamed ? args[1..] : args;
        if (args is ["help" or "--help" or "-h", ..] || given.AsSpan().IndexOfAny("--help", "-h") >= 0)
        {
            return args is ["help", [not '-', ..] and var word, ..] && ToolCommand.Find(word) is null
                ? throw ToolCommand.Unknown(word)
                : Print(HelpText.Find(args));
        }

        return args is ["--version"] ? Print(ToolVersion.Text + "\n")
            : command is null ? throw ToolCommand.Unknown(args[0])
            : command.Run(Request.Parse(command, given));
    }

    private static int Print(string text)
    {
        Terminal.Write(text);
        return DaemonExitCode.Success;
    }
}
