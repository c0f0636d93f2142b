using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Tests.Acting;

/// <summary>The programs that root runs.</summary>
public sealed class TrustedProgramTests : IDisposable
{
    private const UnixFileMode Usual = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _root = Directory.CreateTempSubdirectory("daemonize-").FullName;

    [Fact]
    public void ProgramOfTheSystemIsTrusted() => Assert.Null(TrustedProgram.FindForeign("/usr/bin/env"));

    [Fact]
    public void ProgramInADirectoryThatOthersWriteToIsNot()
    {
        RequiresRoot.Check();
        var directory = Directory.CreateDirectory(Path.Combine(_root, "open")).FullName;
        var program = Path.Combine(directory, "app");
        File.WriteAllText(program, "");
        Assert.Null(TrustedProgram.FindForeign(program));
        File.SetUnixFileMode(directory, Usual | UnixFileMode.OtherWrite);
        Assert.Equal(directory, TrustedProgram.FindForeign(program));
    }

    [Fact]
    public void ProgramThatOthersWriteToIsNot()
    {
        RequiresRoot.Check();
        var program = Path.Combine(_root, "app");
        File.WriteAllText(program, "");
        File.SetUnixFileMode(program, Usual | UnixFileMode.GroupWrite);
        Assert.Equal(program, TrustedProgram.FindForeign(program));
    }

    /// <summary>The link is root's, but not what it leads to.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void LinkToAProgramThatOthersWriteToIsNot(bool isLastName)
    {
        RequiresRoot.Check();
        var directory = Directory.CreateDirectory(Path.Combine(_root, "open")).FullName;
        var program = Path.Combine(directory, "app");
        File.WriteAllText(program, "");
        File.SetUnixFileMode(directory, Usual | UnixFileMode.OtherWrite);
        var link = Path.Combine(_root, "link");
        File.CreateSymbolicLink(link, isLastName ? program : directory);
        Assert.Equal(isLastName ? directory : link, TrustedProgram.FindForeign(isLastName ? link : Path.Combine(link, "app")));
    }

    [Fact]
    public void MissingProgramIsNot() => Assert.NotNull(TrustedProgram.FindForeign("/nowhere/app"));

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
