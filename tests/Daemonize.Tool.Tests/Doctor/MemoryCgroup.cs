using System.Globalization;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>A control group for memory that the test has made, of version 1 or 2. Its processes must have ended at its end.</summary>
internal sealed class MemoryCgroup : IDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly string _directory;
    private readonly bool _isFirst;

    private MemoryCgroup(string directory, bool isFirst)
    {
        _directory = directory;
        _isFirst = isFirst;
    }

    public static MemoryCgroup Create()
    {
        RequiresRoot.Check();
        var isFirst = Directory.Exists("/sys/fs/cgroup/memory");
        var parent = isFirst ? "/sys/fs/cgroup/memory" : "/sys/fs/cgroup";
        var directory = $"{parent}/daemonize-test-{Environment.ProcessId}-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"needs a control group of memory: {exception.Message}");
        }

        Assert.SkipUnless(File.Exists($"{directory}/{(isFirst ? "memory.limit_in_bytes" : "memory.max")}"), "needs the memory controller");
        return new MemoryCgroup(directory, isFirst);
    }

    public void Add(int pid) => File.WriteAllText($"{_directory}/cgroup.procs", Text(pid));

    public void Limit(long bytes) =>
        File.WriteAllText($"{_directory}/{(_isFirst ? "memory.limit_in_bytes" : "memory.max")}", Text(bytes));

    /// <summary>Starts a process in the group that holds 40 MB, and returns how much the group then uses.</summary>
    public async Task<long> FillAsync(Sandbox sandbox)
    {
        var ready = Path.Combine(sandbox.OutputDirectory, "filled");
        _ = sandbox.Begin(
            "/bin/sh", "-c", $"echo $$ > {_directory}/cgroup.procs; exec {EndToEnd.Tests.Infrastructure.Tools.Python} -c '\n" +
            $"import time\nheld = bytearray(b\"x\" * ({40 * Megabyte}))\nopen(\"{ready}\", \"w\").write(\"x\\n\")\ntime.sleep(1000)'");
        await Wait.ForFileAsync(ready);
        return long.Parse(
            File.ReadAllText($"{_directory}/{(_isFirst ? "memory.usage_in_bytes" : "memory.current")}"), CultureInfo.InvariantCulture);
    }

    /// <summary>Has the kernel kill a process of the group that takes more than the limit, larger than all others in it.</summary>
    public async Task KillOneAsync(Sandbox sandbox)
    {
        const int limit = 100;
        Limit(limit * Megabyte);
        var result = await sandbox.ExecuteAsync(
            "/bin/sh", "-c", $"echo $$ > {_directory}/cgroup.procs; echo 1000 > /proc/self/oom_score_adj; " +
            $"exec {EndToEnd.Tests.Infrastructure.Tools.Python} -c 'held = bytearray(b\"x\" * ({2 * limit * Megabyte}))'");
        result.ExitsWith(128 + Native.SigKill);
        Limit(10L * limit * Megabyte);
    }

    public void Dispose()
    {
        // The kernel removes a group only when its last process has been reaped.
        foreach (var line in File.ReadAllLines($"{_directory}/cgroup.procs"))
        {
            using var process = ProcessHandle.TryOpen(int.Parse(line, CultureInfo.InvariantCulture));
            process?.Signal(Native.SigKill);
            _ = process?.WaitForEnd(Wait.Limit);
        }

        var end = Environment.TickCount64 + (long)Wait.Limit.TotalMilliseconds;
        while (Directory.Exists(_directory))
        {
            try
            {
                Directory.Delete(_directory);
            }
            catch (IOException) when (Environment.TickCount64 < end)
            {
                Thread.Sleep(5);
            }
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
