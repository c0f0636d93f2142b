using System.Globalization;
using System.Net;
using System.Text;
using Daemonize;

namespace TestApp;

/// <summary>An option's type with named values.</summary>
public enum Volume
{
    Silent,
    VeryLoud,
}

/// <summary>Daemons with options, which they write to the file "options".</summary>
internal static class OptionBehaviours
{
    /// <summary>Takes an option of every kind.</summary>
    /// <param name="title">-t, What it is called.</param>
    /// <param name="count">How many.</param>
    /// <param name="ratio">Between <c>0</c> and <c>1</c>.</param>
    /// <param name="loud">-l, Whether to shout.</param>
    /// <param name="volume">How loud.</param>
    /// <param name="pause">Between two of them.</param>
    /// <param name="since">The first instant.</param>
    /// <param name="address">Where from.</param>
    /// <param name="input">What to read.</param>
    /// <param name="folder">Where to.</param>
    /// <param name="id">Whose.</param>
    /// <param name="host">Who answers.</param>
    /// <param name="limit">How far.</param>
    /// <param name="tags">What it is about.</param>
    [Daemon(Interval = "1h")]
    internal static void Options(
        DaemonContext daemon,
        string title = "untitled",
        int count = 3,
        double ratio = 0.5,
        bool loud = false,
        Volume volume = Volume.Silent,
        TimeSpan pause = default,
        DateTimeOffset? since = null,
        Uri? address = null,
        FileInfo? input = null,
        DirectoryInfo? folder = null,
        Guid? id = null,
        IPAddress? host = null,
        byte? limit = null,
        params string[] tags)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{title}|{count}|{ratio}|{loud}|{volume}|{pause}|{since:O}|{address}|" +
            $"{input?.FullName}|{folder?.FullName}|{id}|{host}|{limit}");
        Tell(text.Append(CultureInfo.InvariantCulture, $"|{tags.Length}:{string.Join(';', tags)}|{daemon.Name}").ToString());
    }

    /// <summary>Needs a secret, and says how long it is.</summary>
    /// <param name="secret">The key to everything.</param>
    [Daemon]
    internal static Task Secretive(string secret, CancellationToken stopping)
    {
        Tell($"{secret.Length}");
        return Task.Delay(Timeout.Infinite, stopping);
    }

    private static void Tell(string line) =>
        File.AppendAllText(
            Path.Combine(
                Environment.GetEnvironmentVariable("TESTAPP_OUTPUT") ?? throw new InvalidOperationException("TESTAPP_OUTPUT is not set"),
                "options"), line + "\n");
}
