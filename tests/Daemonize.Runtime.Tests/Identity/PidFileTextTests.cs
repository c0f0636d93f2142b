using System.Text;
using Daemonize.Identity;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Identity;

/// <summary>The interpretation of a pid file, whoever wrote it.</summary>
public sealed class PidFileTextTests
{
    [Theory]
    [InlineData("39815\n", 39815)]
    [InlineData("39815", 39815)]
    [InlineData("2\n", 2)]
    [InlineData("0042\n", 42)]
    [InlineData("2147483647\n", int.MaxValue)]
    public void OneDecimalNumberIsAProcessId(string text, int pid)
    {
        var found = Parse(text);

        Assert.Equal(pid, found.Pid);
        Assert.Equal($"names process {pid}", found.Description);
    }

    [Theory]
    [InlineData("0\n")]
    [InlineData("-1\n")]
    [InlineData("-39815\n")]
    [InlineData("+39815\n")]
    [InlineData(" 39815\n")]
    [InlineData("39815 \n")]
    [InlineData("39815\r\n")]
    [InlineData("39815\n\n")]
    [InlineData("39815\n2\n")]
    [InlineData("12 34\n")]
    [InlineData("0x1f\n")]
    [InlineData("1e3\n")]
    [InlineData("3.0\n")]
    [InlineData("2147483648\n")]
    [InlineData("4294967298\n")]
    [InlineData("99999999999999999999\n")]
    [InlineData("newsapp\n")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("٣\n")]
    public void AnythingElseIsNone(string text)
    {
        var found = Parse(text);

        Assert.True(found.Exists);
        Assert.Null(found.Pid);
        Assert.EndsWith("which is not a daemon's process id", found.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyFileIsSaidToBeEmpty() => Assert.Equal(new PidFileText(true, null, "is empty"), Parse(""));

    [Fact]
    public void HostileTextIsShownHarmlessAndShort()
    {
        var found = Parse("\e[2J\a\r\n" + new string('x', 1_000_000));

        Assert.Equal("""holds "?[2J???xxxxxxxxxxxxx…", which is not a daemon's process id""", found.Description);
    }

    [Fact]
    public void FileOfAMegabyteIsNotReadWhole()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["pid"], new string('7', 1 << 20));

        Assert.Equal("""holds "77777777777777777777…", which is not a daemon's process id""", PidFileText.Read(folder["pid"]).Description);
    }

    [Fact]
    public void WhatIsNoPlainFileIsNotRead()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["target"], "39815\n");
        File.CreateSymbolicLink(folder["link"], folder["target"]);
        Nodes.CreateFifo(folder["fifo"]);

        Assert.Equal(new PidFileText(true, null, "is a symbolic link"), PidFileText.Read(folder["link"]));
        Assert.Equal(
            new PidFileText(true, null, Flavour.Name == "Linux" ? "is not a regular file" : "is empty"), PidFileText.Read(folder["fifo"]));
        Assert.Equal(new PidFileText(true, null, "is not a regular file"), PidFileText.Read(folder.Path));
        Assert.Equal(new PidFileText(false, null, "does not exist"), PidFileText.Read(folder["none"]));
    }

    [Fact]
    public void WrittenPidFileNamesThisProcessAndIsRemovedOnce()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder["pid"], new string('9', 100));

        var pidFile = PidFile.Write(folder["pid"]);

        Assert.Equal($"{Environment.ProcessId}\n", File.ReadAllText(folder["pid"]));
        Assert.Equal(Environment.ProcessId, PidFileText.Read(folder["pid"]).Pid);
        pidFile.Remove();
        File.WriteAllText(folder["pid"], "another daemon's\n");
        pidFile.Remove();
        Assert.True(File.Exists(folder["pid"]));
    }

    [Fact]
    public void PidFileThatWasReplacedIsLeftAlone()
    {
        using var folder = new TestFolder();
        var pidFile = PidFile.Write(folder["pid"]);
        File.WriteAllText(folder["new"], "39815\n");
        File.Move(folder["new"], folder["pid"], overwrite: true);

        pidFile.Remove();

        Assert.Equal("39815\n", File.ReadAllText(folder["pid"]));
    }

    private static PidFileText Parse(string text) => PidFileText.Parse(Encoding.UTF8.GetBytes(text));
}
