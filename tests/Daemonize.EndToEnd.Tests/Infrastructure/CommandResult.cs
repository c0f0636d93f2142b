namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>A command that has ended, and whose output everybody has closed.</summary>
/// <param name="ExitCode">Its exit code, or 128 and the signal that killed it.</param>
/// <param name="Output">What it wrote to standard output.</param>
/// <param name="Error">What it wrote to standard error.</param>
/// <param name="Duration">From its start to the end of both.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Fails the test, with all that was said, unless the exit code is <paramref name="exitCode"/>.</summary>
    public CommandResult ExitsWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}\n{this}");
        return this;
    }

    /// <summary>Fails the test unless the command was done and had nothing to complain about.</summary>
    public CommandResult Succeeds()
    {
        ExitsWith(0);
        Assert.True(Error.Length == 0, $"expected nothing on standard error\n{this}");
        return this;
    }

    /// <summary>Fails the test unless the command failed and complained in one line, as <paramref name="program"/>, and said nothing else.</summary>
    public CommandResult FailsInOneLine(App program, int exitCode)
    {
        ExitsWith(exitCode);
        Assert.True(Output.Length == 0, $"expected nothing on standard output\n{this}");
        Assert.True(Error.StartsWith(program.ProgramName + ": ", StringComparison.Ordinal) && Error.IndexOf('\n') == Error.Length - 1, $"expected one line\n{this}");
        return this;
    }
}
