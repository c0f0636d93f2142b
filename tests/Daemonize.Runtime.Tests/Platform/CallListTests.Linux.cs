using System.Diagnostics;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Infrastructure;
using Daemonize.Tests.Repository;

namespace Daemonize.Tests.Platform;

/// <summary>A list of system calls, and the machine code that makes them.</summary>
public sealed unsafe class CallListTests : IDisposable
{
    /// <summary>
    /// Runs a list in which a child with shared memory makes a call that fails; emulators give it its own memory. The exit code says which
    /// of the expectations does not hold.
    /// </summary>
    private const string Harness = """
        #define _GNU_SOURCE
        #include <errno.h>
        #include <sched.h>
        #include <signal.h>
        #include <sys/mman.h>
        #include <sys/syscall.h>
        #include <sys/wait.h>
        struct step { long number, argument[5], result; struct step *failed, *zero, *positive; };
        void run(struct step *);
        int main(void)
        {
            struct step *s = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
            int *pid = (int *)(s + 8), *status = pid + 1;
            long flags = CLONE_VM | CLONE_VFORK | CLONE_PARENT_SETTID | SIGCHLD;
            s[0] = (struct step){ SYS_clone, { flags, 0, (long)pid }, 0, s + 2, s + 3, s + 1 };
            s[1] = (struct step){ SYS_wait4, { -1, (long)status }, 0, s + 2, s + 2, s + 2 };
            s[2] = (struct step){ -1 };
            s[3] = (struct step){ SYS_umask, { 077 }, 0, s + 5, s + 5, s + 4 };
            s[4] = (struct step){ SYS_close, { -1 }, 0, s + 6, s + 5, s + 5 };
            s[5] = (struct step){ SYS_exit_group, { 1 }, 0, s + 5, s + 5, s + 5 };
            s[6] = (struct step){ SYS_exit_group, { 7 }, 0, s + 5, s + 5, s + 5 };
            run(s);
            if (*pid <= 0) return 2;
            if (s[1].result != *pid) return 3;
            if (*status != 7 << 8) return 4;
            if (s[4].result != -EBADF) return 5;
            return 0;
        }
        """;

    private readonly CallList _calls = CallList.TryCreate()!;
    private readonly TestFolder _folder = new();

    public static TheoryData<CCompiler> Compilers => [CCompiler.Gnu, CCompiler.GnuArm64];

    public void Dispose()
    {
        _calls.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void ResultChoosesTheNextStep()
    {
        var failed = _calls.Require(static errno => new DaemonException($"error {errno}"), Libc.Numbers.SYS_fcntl, -1, Libc.F_GETFD);
        var skipped = _calls.Add(Libc.Numbers.SYS_umask, 0);
        failed->Failed = _calls.Next;
        var pid = stackalloc long[1];
        var zero = _calls.Add(Libc.Numbers.SYS_rt_sigprocmask, Libc.SIG_SETMASK, 0, (nint)pid, sizeof(long));
        _calls.AddEnd();

        Assert.True(_calls.TryRun());
        Assert.Equal((-9, 0, 0), (failed->Result, skipped->Result, zero->Result));
        Assert.Equal("error 9", _calls.FindFailure()!.Message);
    }

    [Fact]
    public void ThereIsNoFailureBeforeTheCallsAreMade()
    {
        _ = _calls.Require(static errno => new DaemonException($"error {errno}"), Libc.Numbers.SYS_fcntl, -1, Libc.F_GETFD);
        Assert.Null(_calls.FindFailure());
    }

    [Fact]
    public void TooManyCallsAreRefused() => Assert.Throws<InvalidOperationException>(AddTooMany);

    [Theory]
    [MemberData(nameof(Compilers))]
    public void CodeIsThatOfItsSource(CCompiler compiler)
    {
        Assert.NotNull(compiler);
        Execute(compiler.Name, "-c", "-o", _folder["code.o"], Source);
        var objcopy = compiler.Name.Replace("gcc", "objcopy", StringComparison.Ordinal);
        Execute(objcopy, "-O", "binary", "-j", ".text", _folder["code.o"], _folder["code"]);

        Assert.Equal(File.ReadAllBytes(_folder["code"]), CallRunner.CodeFor(compiler.Architecture).ToArray());
    }

    [Theory]
    [MemberData(nameof(Compilers))]
    public void CodeRunsInAChildWithSharedMemory(CCompiler compiler)
    {
        Assert.NotNull(compiler);
        File.WriteAllText(_folder["harness.c"], Harness);
        Execute(compiler.Name, "-Wall", "-Werror", "-o", _folder["harness"], _folder["harness.c"], Source);
        Execute([.. compiler.Runner, _folder["harness"]]);
    }

    [Fact]
    public void OtherArchitecturesHaveNoCode() => Assert.True(CallRunner.CodeFor(Architecture.RiscV64).IsEmpty);

    private void AddTooMany()
    {
        for (var i = 0; i < 1000; i++)
        {
            _ = _calls.Reserve(1);
            _ = _calls.Add(Libc.Numbers.SYS_umask, 0);
        }
    }

    private static string Source => SourceTree.Path("eng/call-runner/call-runner.S");

    private static void Execute(params string[] words)
    {
        using var process = Process.Start(words[0], words[1..]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
