using System.Text.Encodings.Web;
using System.Text.Json;
using Daemonize.Tool.Acting;

namespace Daemonize.Tool.Fleet;

/// <summary>
/// What both ends of <c>daemonize api --stdio</c> agree on: lines of JSON, requests with a number, and answers with that number.
/// docs/fleet.md describes it. The limits are for an end that is broken or hostile.
/// </summary>
internal static class FleetProtocol
{
    /// <summary>The version. It changes when an end of the current version would misunderstand the other.</summary>
    public const int Version = 1;

    /// <summary>The longest line of an answer in bytes: a daemon with texts that are as long as its files allow.</summary>
    public const int MaxAnswer = 256 * 1024;

    /// <summary>The longest line of a request in bytes.</summary>
    public const int MaxRequest = 64 * 1024;

    /// <summary>The number of daemons of one machine.</summary>
    public const int MaxDaemons = 10_000;

    /// <summary>The number of requests that wait for their verbs.</summary>
    public const int MaxWaiting = 1000;

    /// <summary>How many of the last ticks and other events of a daemon are passed on.</summary>
    public const int MaxRecent = 60;

    /// <summary>How many of the last ticks and other events are passed on of a daemon that is asked about.</summary>
    public const int MaxShown = 50;

    /// <summary>The number of characters of each output of a verb.</summary>
    public const int MaxOutput = 16 * 1024;

    /// <summary>The number of characters of any other text.</summary>
    public const int MaxText = 4096;

    /// <summary>The longest wait for a verb, whose limit the other machine knows. ssh(1) notices before that a machine has gone.</summary>
    public static readonly TimeSpan LongestVerb = new(20, 0, 0, 0);

    public const string List = "list";
    public const string Watch = "watch";
    public const string Show = "show";

    /// <summary>The form of a line. Control characters are escaped, so none ends it.</summary>
    public static readonly JsonWriterOptions Form =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Finds the verb of a method; null for another method.</summary>
    public static DaemonVerb? FindVerb(string method)
    {
        foreach (var verb in Enum.GetValues<DaemonVerb>())
        {
            if (verb.ToWord() == method)
            {
                return verb;
            }
        }

        return null;
    }
}
