using System.Globalization;
using Daemonize;

namespace TestApp;

/// <summary>An option's type for sets of names.</summary>
[Flags]
public enum Days
{
    Mon = 1,
    Tue = 2,
    Wed = 4,
    Weekend = 96,
}

/// <summary>A daemon with options that are sets of names. It writes their numbers to the file "options".</summary>
internal static class OptionSetBehaviour
{
    /// <summary>Takes sets.</summary>
    /// <param name="days">-d, When.</param>
    /// <param name="others">When else.</param>
    [Daemon(Interval = "1h")]
    internal static void Sets(Days days = Days.Mon | Days.Wed, Days? others = null) => File.AppendAllText(
        Path.Combine(
            Environment.GetEnvironmentVariable("TESTAPP_OUTPUT") ?? throw new InvalidOperationException("TESTAPP_OUTPUT is not set"),
            "options"),
        string.Create(CultureInfo.InvariantCulture, $"{days:D}|{others:D}\n"));
}
