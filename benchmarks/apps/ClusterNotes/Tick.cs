using System.Diagnostics;
using System.Globalization;

namespace ClusterNotes;

/// <summary>
/// One tick of a measured scheduler: it works for CLUSTER_WORK milliseconds and notes its beginning and its end, as lines of
/// <c>begin|end SLOT INSTANT</c> in the file of its process in the folder CLUSTER_NOTES. The slot is in milliseconds since the Unix epoch,
/// the instant in microseconds on CLOCK_MONOTONIC, which all processes of a machine share and nobody sets.
/// </summary>
internal sealed class Tick : IDisposable
{
    private static readonly string Folder = Variable("CLUSTER_NOTES");

    private static readonly TimeSpan Work =
        TimeSpan.FromMilliseconds(double.Parse(Variable("CLUSTER_WORK"), CultureInfo.InvariantCulture));

    private static readonly string HoldFile = Path.Combine(Folder, $"{Environment.ProcessId}.hold");

    // Not buffered: what was noted is in the file whenever the process is killed.
    private static readonly FileStream Notes =
        new(Path.Combine(Folder, $"{Environment.ProcessId}.notes"), FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);

    private readonly long _slot;

    private Tick(long slot) => _slot = slot;

    public static Tick Begin(DateTimeOffset slot)
    {
        var now = Now;
        var tick = new Tick(slot.ToUnixTimeMilliseconds());
        tick.Note("begin", now);
        return tick;
    }

    public static string Variable(string name) =>
        Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"{name} is not set");

    /// <summary>Works; on and on until it is cancelled, if a file says so.</summary>
    public async Task WorkAsync(CancellationToken cancelled)
    {
        try
        {
            do
            {
                await Task.Delay(Work, cancelled).ConfigureAwait(false);
            }
            while (File.Exists(HoldFile));
        }
        catch (OperationCanceledException)
        {
            // The end of the tick shows when that was.
        }
    }

    public void Dispose() => Note("end", Now);

    private static long Now => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000);

    private void Note(string what, long instant)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{what} {_slot} {instant}\n");
        lock (Notes)
        {
            Notes.Write(System.Text.Encoding.ASCII.GetBytes(line));
        }
    }
}
