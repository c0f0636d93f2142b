using System.Text;
using Daemonize.Platform;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>Parses lines of /proc/PID/stat.</summary>
public sealed class ProcessStatTests
{
    private const string Rest = " 1 4242 4200 34816 4242 4194304 1 2 3 4 5 6 7 8 20 0 1 0 987654321 2000 300 18446744073709551615 1 1 0\n";

    [Theory]
    [InlineData("newsapp")]
    [InlineData("a b  c")]
    [InlineData("((sd-pam))")]
    [InlineData(") Z 1 1 1 1")]
    [InlineData("two\nlines")]
    [InlineData("")]
    public void NameMayBeAnything(string name)
    {
        var stat = ProcessStat.Parse(Encoding.UTF8.GetBytes($"4242 ({name}) S{Rest}"));

        Assert.Equal(
            new ProcessStat(
                SessionId: 4200, Terminal: 34816, StartTime: 987654321)
            { ParentId = 1, State = 'S', CpuTime = 11, ResidentPages = 300 },
                stat);
    }

    [Theory]
    [InlineData('Z')]
    [InlineData('X')]
    public void EndedProcessIsNone(char state) => Assert.Null(ProcessStat.Parse(Encoding.UTF8.GetBytes($"4242 (newsapp) {state}{Rest}")));

    [Theory]
    [InlineData('R')]
    [InlineData('D')]
    [InlineData('T')]
    [InlineData('t')]
    [InlineData('I')]
    public void OtherStatesAreAlive(char state) =>
        Assert.NotNull(ProcessStat.Parse(Encoding.UTF8.GetBytes($"4242 (newsapp) {state}{Rest}")));

    /// <summary>It is read from the main thread, where an emulator does not interfere; only the processor time is of all threads.</summary>
    [Fact]
    public void OwnLineIsRead()
    {
        var before = ProcessStat.Parse(File.ReadAllBytes("/proc/self/stat"))!.Value;
        var stat = ProcFs.TryReadStat(Environment.ProcessId);

        using var self = System.Diagnostics.Process.GetCurrentProcess();
        Assert.NotNull(stat);
        Assert.Equal(
            (before.StartTime, before.ParentId, before.Terminal), (stat.Value.StartTime, stat.Value.ParentId, stat.Value.Terminal));
        Assert.InRange(stat.Value.CpuTime!.Value, before.CpuTime!.Value, long.MaxValue);
        Assert.Equal(self.SessionId, stat.Value.SessionId);
        Assert.Equal(self.StartTime.ToUniversalTime(), ProcFs.StartOf(stat.Value.StartTime).UtcDateTime, TimeSpan.FromSeconds(2));
    }

    /// <summary>What has no program, such as a thread of the kernel, is not looked at further.</summary>
    [Fact]
    public void ProcessHasAProgram()
    {
        Assert.True(ProcFs.HasProgram(Environment.ProcessId));
        Assert.False(ProcFs.HasProgram(int.MaxValue));
    }

    /// <summary>A process that cannot be identified counts as none, and a field that a sandbox hides is not 0.</summary>
    [Fact]
    public void FieldThatIsMissingIsNotZero()
    {
        Assert.Null(ProcessStat.Parse("4242 (newsapp) S 1 4242 4200 34816"u8));
        Assert.Null(ProcessStat.Parse("4242 (newsapp) S"u8));
        var short22 = Encoding.UTF8.GetBytes($"4242 (newsapp) S{Rest[..(Rest.IndexOf("987654321", StringComparison.Ordinal) + 9)]}\n");
        Assert.Equal((987654321, null), (ProcessStat.Parse(short22)!.Value.StartTime, ProcessStat.Parse(short22)!.Value.ResidentPages));
    }

    [Fact]
    public void ProcessThatIsNotThereIsNone() => Assert.Null(ProcFs.TryReadStat(int.MaxValue));

    /// <summary>
    /// A child that has ended and is not waited for is a zombie: .NET reaps only children that it started, so this one stays.
    /// </summary>
    [Fact]
    public unsafe void ZombieIsNone()
    {
        var pid = SpawnTrue();

        Assert.True(SpinWait.SpinUntil(() => ProcFs.TryReadStat(pid) is null, TimeSpan.FromSeconds(10)));

        Assert.True(Directory.Exists($"/proc/{pid}"));
        int status;
        Assert.Equal(pid, Libc.waitpid(pid, &status, 0));
    }

    private static unsafe int SpawnTrue()
    {
        byte[] program = [.. "/bin/true"u8, 0];
        int pid;
        fixed (byte* path = program)
        {
            var arguments = stackalloc byte*[] { path, null };
            Assert.Equal(0, Libc.posix_spawn(&pid, path, null, null, arguments, arguments + 1));
        }

        return pid;
    }
}
