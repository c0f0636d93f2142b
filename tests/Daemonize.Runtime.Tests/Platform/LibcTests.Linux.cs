using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;

namespace Daemonize.Tests.Platform;

/// <summary>
/// Compares every number and layout of <see cref="Libc"/> with the headers of glibc and musl, on this architecture and on arm64, and with
/// Tmds.LibC, whose authors have written them down independently.
/// </summary>
public sealed class LibcTests
{
    public static TheoryData<CCompiler> Compilers => [CCompiler.Gnu, CCompiler.Musl, CCompiler.GnuArm64];

    [Theory]
    [MemberData(nameof(Compilers))]
    public void DeclarationsAreThoseOfTheHeaders(CCompiler compiler)
    {
        var ours = LibcDeclarations.Of(compiler.Architecture).ToDictionary(static ours => ours.Expression, static ours => ours.Value);

        Assert.Contains(nameof(Libc.O_NOFOLLOW), ours.Keys);
        Assert.InRange(ours.Count, 200, 1000);
        Assert.Equal(compiler.Evaluate(ours.Keys).OrderBy(pair => pair.Key), ours.OrderBy(pair => pair.Key));
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void OpaqueSizeIsEnough(CCompiler compiler)
    {
        string[] opaque = ["posix_spawnattr_t", "posix_spawn_file_actions_t", "sigset_t", "struct sigaction"];

        var sizes = compiler.Evaluate(opaque.Select(static type => $"sizeof({type})")).Values;
        Assert.All(sizes, static size => Assert.InRange(size, 1, Libc.OpaqueSize));
    }

    /// <summary>
    /// <see cref="ChildProcess.KeepUntilReaped"/> reads the handler at offset 0, and takes a struct of zeros as the default.
    /// </summary>
    [Theory]
    [MemberData(nameof(Compilers))]
    public void HandlerComesFirstInSigaction(CCompiler compiler) =>
        Assert.Equal([0, 0], compiler.Evaluate(["offsetof(struct sigaction, sa_handler)", "(long)SIG_DFL"]).Values);

    /// <summary>The package lacks the calls that are newer or rarer, so only what it declares can be compared.</summary>
    [Theory]
    [InlineData(Architecture.X64)]
    [InlineData(Architecture.Arm64)]
    public void DeclarationsAreThoseOfTmds(Architecture architecture)
    {
        var tmds = new TmdsLibC(architecture);
        var ours = LibcDeclarations.Of(architecture).FindAll(declaration => tmds.Find(declaration) is not null);

        Assert.InRange(ours.Count, 130, 1000);
        Assert.Contains(ours, declaration => declaration is { Structure: "statx", Name: "stx_ino" });
        Assert.Equal(
            ours.ConvertAll(declaration => $"{declaration.Expression} = {tmds.Find(declaration)}"),
            ours.ConvertAll(static declaration => $"{declaration.Expression} = {declaration.Value}"));
    }
}
