using System.Runtime.InteropServices;
using Daemonize.Clustering;
using Daemonize.Platform;
using Daemonize.Platform.Linux;
using Daemonize.Tests.Clustering;

namespace Daemonize.Tests.Infrastructure;

/// <summary>What a <see cref="TestChild"/> does.</summary>
internal static class TestRoles
{
    public const string Armed = "armed";
    public const string Moved = "moved";
    public const string Disarmed = "disarmed";
    public const string Past = "past";
    public const string Limited = "limited";
    public const string First = "first";
    public const string Owner = "owner";
    public const string Writer = "writer";
    public const string Callers = "callers";

    private const int RLIMIT_SIGPENDING = 11;
    private static readonly Lock Output = new();

    public static async Task PlayAsync(string role, string[] words)
    {
        switch (role)
        {
            case Armed or Moved or Disarmed or Past:
                PlayTimer(role, TimeSpan.FromMilliseconds(Number(words[0])));
                break;
            case Limited:
                Limit();
                Print(KillTimer.TryCreate(out var problem) is null ? problem : "created");
                break;
            case First:
                Print($"{Environment.ProcessId} {KillTimer.IsIgnored}");
                Print(KillTimer.TryCreate(out var refusal) is null ? refusal : "created");
                break;
            case Owner:
                await OwnAsync(words[0], words[1]);
                break;
            case Writer:
                await WriteAsync(words[0], words[1]);
                break;
            case Callers:
                await Task.WhenAll(Enumerable.Range(0, (int)Number(words[2])).Select(_ => Task.Run(() => CallAsync(words[0], words[1]))));
                break;
            default:
                throw new ArgumentException($"no role {role}", nameof(role));
        }
    }

    /// <summary>Prints the instant at which it is killed, and waits; a process that is not killed prints that it lives.</summary>
    private static void PlayTimer(string role, TimeSpan wait)
    {
        using var timer = KillTimer.TryCreate(out var problem) ?? throw new InvalidOperationException(problem);
        var instant = BootClock.Now + wait.Ticks;
        timer.Arm(instant);
        switch (role)
        {
            case Moved:
                instant += wait.Ticks * 3;
                timer.Arm(instant);
                break;
            case Disarmed:
                timer.Disarm();
                break;
            case Past:
                timer.Arm(0);
                break;
        }

        Print(instant);
        using var wake = new Wake();
        using var never = new Wake();
        using var sleep = new BootTimer();
        while (BootClock.Now < instant + TimeSpan.TicksPerSecond)
        {
            sleep.Wait(instant + TimeSpan.TicksPerSecond, never, wake, long.MaxValue);
        }

        Print("lives");
    }

    private static unsafe void Limit()
    {
        var none = default(Libc.rlimit);
        if (Libc.setrlimit(RLIMIT_SIGPENDING, &none) != 0)
        {
            throw new InvalidOperationException(Marshal.GetLastPInvokeErrorMessage());
        }
    }

    private static async Task OwnAsync(string directory, string name)
    {
        await using var store = new FileStore(directory);
        Print((await FileStoreSteps.TakeAsync(store, name, Guid.NewGuid())).Token);
        Console.In.ReadLine();
    }

    /// <summary>Begins and ends one slot after the other, and prints each one that the store has acknowledged.</summary>
    private static async Task WriteAsync(string directory, string name)
    {
        await using var store = new FileStore(directory);
        var me = Guid.NewGuid();
        var lease = await FileStoreSteps.TakeAsync(store, name, me);
        for (var slot = lease.Slot + 1; ; slot++)
        {
            // Where the disk is faster than a millisecond, the slot is early.
            while ((await FileStoreSteps.BeginAsync(store, name, me, lease.Token, slot))!.Slot != slot)
            {
                await Task.Yield();
            }

            Print(slot);
            await FileStoreSteps.RenewAsync(store, name, me, lease.Token);
            await FileStoreSteps.EndAsync(store, name, me, lease.Token, slot);
        }
    }

    /// <summary>One term of one caller, who waits for the lease as long as another has it. Prints what happened in the term.</summary>
    private static async Task CallAsync(string directory, string name)
    {
        await using var store = new FileStore(directory);
        var me = Guid.NewGuid();
        while (true)
        {
            await store.WaitForReleaseAsync(name, 0, CancellationToken.None);
            if (await FileStoreSteps.TryTakeAsync(store, name, me) is not { } lease)
            {
                continue;
            }

            var begin = BootClock.Now;
            var slot = lease.Slot + 1;
            while ((await FileStoreSteps.BeginAsync(store, name, me, lease.Token, slot))!.Slot != slot)
            {
                await Task.Yield();
            }

            Print($"{lease.Token} {slot} {begin} {BootClock.Now}");
            await FileStoreSteps.EndAsync(store, name, me, lease.Token, slot, releases: true);
            return;
        }
    }

    private static long Number(string text) => long.Parse(text, InvariantNumbers.Format);

    private static void Print(object text)
    {
        lock (Output)
        {
            Console.Out.WriteLine(TestChild.Mark + text);
            Console.Out.Flush();
        }
    }
}
