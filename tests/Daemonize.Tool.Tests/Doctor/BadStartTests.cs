namespace Daemonize.Tool.Tests.Doctor;

/// <summary>Programs that are not built with Daemonize, each wrong in one way. They have no lock: the pid file says what runs.</summary>
public sealed class BadStartTests : StartTest
{
    [Theory]
    [InlineData("S1", "pipe", "keeps the output of 'start' open")]
    [InlineData("S2", "careless", "a start with an unknown option has left a process")]
    [InlineData("S2", "chatty", "writes 3 lines of errors")]
    [InlineData("S3", "double", "a second start changes the daemon that runs")]
    [InlineData("S4", "hangup", "ends when the terminal in which it was started hangs up")]
    [InlineData("S5", "inherit", "the daemon has descriptor 9 of its caller")]
    [InlineData("S5", "umask", "the daemon has the umask of its caller, 0777")]
    [InlineData("S5", "blocked", "the daemon blocks signals that its caller blocks")]
    [InlineData("S5", "ignored", "the daemon ignores signals that its caller ignores")]
    [InlineData("S10", "shared", "two instances write the same file: ")]
    [InlineData("S12", "stale", "it does not start again")]
    [InlineData("S13", "fails", "ends it with a failure")]
    [InlineData("S15", "child", "1 process of its session still run")]
    [InlineData("S16", "impatient", "'stop' kills before StopTimeout (700ms) is over")]
    [InlineData("S16", "silent", "'stop' does not say that it has killed")]
    [InlineData("S17", "reload", "'reload' ends the daemon")]
    [InlineData("S18", "cut", "rotation has cut a line")]
    public void MistakeIsFound(string id, string mistake, string finding) => Finds(BadDaemon(mistake), id, finding);

    [Theory]
    [InlineData("S7", "first", "as process 1, SIGTERM does not end it")]
    [InlineData("S11", "killer", "with a pid file that has ")]
    [InlineData("S19", "disk", "it ends when the disk of its log is full")]
    public void MistakeIsFoundInANamespace(string id, string mistake, string finding)
    {
        RequiresRoot.Check();
        Finds(BadDaemon(mistake), id, finding);
    }

    /// <summary>The script itself is right: what the tests above find is its one mistake.</summary>
    [Fact]
    public void ScriptWithoutAMistakePasses() =>
        Assert.All(Make(BadDaemon("nothing"), "S1", "S2", "S4", "S5", "S10", "S12", "S13", "S15"), Passes);
}
