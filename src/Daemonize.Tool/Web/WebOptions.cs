using System.Net;
using Daemonize.Platform;
using Daemonize.Text;
using Daemonize.Tool.Fleet;

namespace Daemonize.Tool.Web;

/// <summary>How the page is served.</summary>
/// <param name="WhyReadOnly">Why nobody can act on a daemon; null if who has a link for it can.</param>
/// <param name="Port">The port of 127.0.0.1; 0 for one that is chosen once and kept.</param>
/// <param name="Metrics">Another address, for the metrics only; null for none.</param>
/// <param name="Public">The address of the page behind a reverse proxy, which ends with a slash; null for none.</param>
internal sealed record WebOptions(string? WhyReadOnly, int Port, IPEndPoint? Metrics, Uri? Public)
{
    /// <summary>The other machines that are shown too; null for none.</summary>
    public FleetOptions? Fleet { get; init; }

    /// <summary>Reads the options. Throws with <see cref="DaemonExitCode.Usage"/> for a mistake.</summary>
    public static WebOptions Parse(
        bool readOnly, ushort port, string? metrics, string? @public, bool control, string? host = null, string? ssh = null) =>
        new(ExplainReadOnly(readOnly, control), port, ParseMetrics(metrics), ParsePublic(@public))
        {
            Fleet = FleetOptions.OfHosts(host, ssh),
        };

    private static string? ExplainReadOnly(bool readOnly, bool control) =>
        readOnly ? "the page was started with --read-only"
        : ThisProcess.IsRoot && !control ? "as root, the page acts on daemons only if it was started with --control"
        : null;

    private static IPEndPoint? ParseMetrics(string? text) =>
        text is null ? null

        // Without a colon, a number would be an address.
        : text.Contains(':', StringComparison.Ordinal) && IPEndPoint.TryParse(text, out var address) && address.Port > 0 ? address
        : throw Refuse("--metrics takes an address and a port such as 0.0.0.0:9464 or [::1]:9464", text);

    private static Uri? ParsePublic(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var isFit = Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
            && url.Query.Length == 0 && url.Fragment.Length == 0 && url.UserInfo.Length == 0;
        return isFit ? url : throw Refuse("--public takes the address of the page, such as https://ops.example.com/daemons/", text);
    }

    private static DaemonException Refuse(string message, string text) =>
        new($"{message}, not '{OneLine.From(text)}'", DaemonExitCode.Usage);
}
