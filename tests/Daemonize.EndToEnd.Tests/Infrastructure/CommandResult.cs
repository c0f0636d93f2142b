namespace Daemonize.EndToEnd.Tests.Infrastructure;

/// <summary>The result of a command that has ended and whose output is closed by all its writers.</summary>
/// <param name="ExitCode">Its exit code, or 128 plus the number of the signal that killed it.</param>
/// <param name="Output">The text that it wrote to standard output.</param>
/// <param name="Error">The text that it wrote to standard error.</param>
/// <param name="Duration">The time from start until it has ended and both outputs are closed.</param>
internal sealed record CommandResult(int ExitCode, string Output, string Error, TimeSpan Duration)
{
    /// <summary>Fails the test with the whole output, unless the exit code is <paramref name="exitCode"/>.</summary>
    public CommandResult ExitsWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected exit code {exitCode}\n{this}");
        return this;
    }

    /// <summary>Fails the test unless the command succeeded without a message on standard error.</summary>
    public CommandResult Succeeds()
    {
        ExitsWith(0);
        Assert.True(Error.Length == 0, $"expected nothing on standard error\n{this}");
        return this;
    }

    /// <summary>
    /// Fails the test unless the command failed with one line on standard error, as <paramref name="program"/>, and no other output.
    /// </summary>
    public CommandResult FailsInOneLine(App program, int exitCode)
    {
        ExitsWith(exitCode);
        Assert.True(Output.Length == 0, $"expected nothing on standard output\n{this}");
        Assert.True(
            Error.StartsWith(program.ProgramName + ": ", StringComparison.Ordinal) && Error.IndexOf('\n') == Error.Length - 1,
            $"expected one line\n{this}");
        return this;
    }
}
