using System.Runtime.InteropServices;
using Daemonize.Platform;

namespace Daemonize.Tests.Platform;

/// <summary>The signals for which a program can register on a system whose numbers are not known.</summary>
public sealed class ProgramSignalTests
{
    /// <summary>.NET accepts each of them: it throws for a number that the system does not have.</summary>
    [Theory]
    [InlineData("SIGUSR1")]
    [InlineData("SIGUSR2")]
    [InlineData("SIGQUIT")]
    [InlineData("SIGTSTP")]
    [InlineData("SIGTTIN")]
    [InlineData("SIGTTOU")]
    public void SignalOfAllSystemsIsFound(string name)
    {
        Assert.True(ProgramSignal.TryFind(name, out var signal));
        PosixSignalRegistration.Create(signal, static context => context.Cancel = true).Dispose();
    }

    [Theory]
    [InlineData("SIGPWR")]
    [InlineData("SIGRTMIN+5")]
    [InlineData("SIGNONE")]
    public void SignalWhoseNumberDependsOnTheSystemIsNot(string name) => Assert.False(ProgramSignal.TryFind(name, out _));
}
