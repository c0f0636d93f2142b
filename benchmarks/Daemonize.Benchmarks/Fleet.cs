using System.Globalization;
using System.Text.Json;

namespace Daemonize.Benchmarks;

/// <summary>Many daemons with a tick a second: the instances of one program.</summary>
/// <param name="kind">Whether the program is compiled ahead of time: aot or jit.</param>
/// <param name="count">The number of instances.</param>
internal sealed class Fleet(string kind, int count)
{
    private const string Name = "idle";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private readonly string _app = Places.App(kind, "Idle");
    private List<int> _pids = [];

    /// <summary>Starts all with one command. Its processor time includes what the daemons have used when it returns.</summary>
    public Spent Start()
    {
        var spent = Spent.On([_app, "start", "--instances", count.ToString(CultureInfo.InvariantCulture)], Timeout);
        _pids = [.. Directory.GetFiles(Places.Work, Name + ".*.pid").Select(ReadPid)];
        return _pids.Count == count
            ? spent with { Cpu = spent.Cpu + _pids.Sum(static pid => Effort.Of(pid).Cpu) }
            : throw new InvalidOperationException($"{_pids.Count} pid files for {count} daemons");
    }

    /// <summary>Returns the processor time that all use in a while, in percent of one core.</summary>
    public double MeasureLoad(TimeSpan window) => Load.Of(_pids, window);

    public Spent List() => Spent.On([_app, "list"], Timeout);

    public Spent StatusOfOne() => Spent.On([_app, "status", $"{Name}:{(count + 1) / 2}"], Timeout);

    /// <summary>Stops all with one command. Its processor time includes what the daemons use to end.</summary>
    public Spent Stop()
    {
        var used = _pids.Sum(static pid => Effort.Of(pid).Cpu);
        var spent = Spent.On([_app, "stop"], Timeout);
        return spent with { Cpu = spent.Cpu - used };
    }

    /// <summary>Gets the sums over all daemons.</summary>
    public Usage Memory()
    {
        var usages = _pids.ConvertAll(Usage.Of);
        return new(
            usages.Sum(static usage => usage.Rss), usages.Sum(static usage => usage.Pss), usages.Sum(static usage => usage.PrivateDirty));
    }

    /// <summary>Throws unless <c>list</c> shows each daemon, running, and each has ticked without a failure.</summary>
    public void CheckTicks()
    {
        var expected = _pids.ToHashSet();
        foreach (var daemon in ListJson().Where(daemon => expected.Remove(daemon.GetProperty("pid").GetInt32())))
        {
            if (daemon.GetProperty("state").GetString() != "running" || daemon.GetProperty("ticks").GetInt64() < 1
                || daemon.GetProperty("failed").GetInt64() != 0)
            {
                throw new InvalidOperationException($"a daemon does not tick: {daemon}");
            }
        }

        if (expected.Count > 0)
        {
            throw new InvalidOperationException($"list lacks {expected.Count} of {count} daemons");
        }
    }

    /// <summary>Throws unless each daemon has ended, and only the files remain that hold how it ended.</summary>
    public void CheckEnd()
    {
        if (_pids.FirstOrDefault(static pid => !Child.WaitForEnd(pid, TimeSpan.Zero)) is not 0 and var pid)
        {
            throw new InvalidOperationException($"process {pid} still runs");
        }

        var listed = ListJson().Select(static daemon => daemon.GetProperty("pid").GetInt32()).Intersect(_pids).Count();
        var left = Directory.GetFiles(Places.Work, Name + ".*").Where(static path => !IsKept(path)).ToList();
        if (listed > 0 || left.Count > 0)
        {
            throw new InvalidOperationException(
                $"list still has {listed} daemons, and there are {left.Count} files: {left.FirstOrDefault()}");
        }
    }

    /// <summary>Ends what a failure has left.</summary>
    public void End()
    {
        foreach (var pid in _pids.Where(static pid => !Child.WaitForEnd(pid, TimeSpan.Zero)))
        {
            _ = Libc.kill(pid, Libc.SIGKILL);
        }

        foreach (var file in Directory.GetFiles(Places.Work, Name + ".*"))
        {
            File.Delete(file);
        }
    }

    private static bool IsKept(string path) => Path.GetExtension(path) is ".lock" or ".status" or ".history" or ".log";

    private static int ReadPid(string path) => int.Parse(File.ReadAllText(path).Trim(), CultureInfo.InvariantCulture);

    private List<JsonElement> ListJson()
    {
        var file = Path.Combine(Places.Work, "list.json");
        Child.Run(["/bin/sh", "-c", $"exec '{_app}' list --format json > '{file}'"], Timeout);
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        return [.. json.RootElement.EnumerateArray().Select(static daemon => daemon.Clone())];
    }
}
