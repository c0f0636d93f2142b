using System.Net;

namespace Daemonize.CompilerServices;

/// <summary>
/// A variable that Kubernetes sets in every pod for a Service of the same namespace, unless the pod has <c>enableServiceLinks: false</c>:
/// for "probe", <c>PROBE_PORT=tcp://10.0.0.1:80</c>, <c>PROBE_SERVICE_HOST</c> and others. Docker's container links have the same form.
/// </summary>
internal static class ServiceLink
{
    private const string PortSuffix = "_PORT";
    private const string HostSuffix = "_SERVICE_HOST";
    private const string ServicePort = "_SERVICE_PORT";
    private const string PortOf = "_PORT_";

    /// <summary>Gets the advice for a value that is invalid because Kubernetes set the variable; null for any other variable.</summary>
    public static string? FindWayOut(string variable, string text) => FindService(variable, text) is { } service
        ? $"Kubernetes sets this variable for the Service '{service.ToLowerInvariant().Replace('_', '-')}': "
            + "set enableServiceLinks: false in the pod's spec, or rename the Service"
        : null;

    /// <summary>Whether name and value have the form that Kubernetes uses.</summary>
    public static bool Is(string variable, string text) => FindService(variable, text) is not null;

    private static string? FindService(string variable, string text)
    {
        if (variable.EndsWith(HostSuffix, StringComparison.Ordinal))
        {
            return IsAddress(text) ? Before(variable, variable.Length - HostSuffix.Length) : null;
        }

        // A named port of the Service adds a word: PROBE_SERVICE_PORT_HTTP.
        var service = variable.LastIndexOf(ServicePort, StringComparison.Ordinal);
        if (service > 0 && variable[(service + ServicePort.Length)..] is "" or ['_', _, ..])
        {
            return IsNumber(text) ? Before(variable, service) : null;
        }

        var port = variable.LastIndexOf(PortOf, StringComparison.Ordinal);
        return port > 0 && IsPart(variable[(port + PortOf.Length)..].Split('_'), text) ? Before(variable, port)
            : variable.EndsWith(PortSuffix, StringComparison.Ordinal) && IsLink(text)
                ? Before(variable, variable.Length - PortSuffix.Length)
            : null;
    }

    /// <summary>
    /// Whether the words follow <c>PROBE_PORT_</c>: <c>80_TCP</c>, which has the link, or <c>80_TCP_ADDR</c> and similar, which have its
    /// parts.
    /// </summary>
    private static bool IsPart(string[] words, string text) => words switch
    {
        [var number, var protocol] => IsNumber(number) && IsProtocol(protocol) && IsLink(text),
        [var number, var protocol, "PROTO"] => IsNumber(number) && IsProtocol(protocol) && IsProtocol(text),
        [var number, var protocol, "PORT"] => IsNumber(number) && IsProtocol(protocol) && IsNumber(text),
        [var number, var protocol, "ADDR"] => IsNumber(number) && IsProtocol(protocol) && IsAddress(text),
        _ => false,
    };

    private static bool IsLink(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is > 0 and var end && IsProtocol(text[..end])
            && IPEndPoint.TryParse(text[(end + 3)..], out _);

    private static bool IsProtocol(string text) => text.ToUpperInvariant() is "TCP" or "UDP" or "SCTP";

    private static bool IsAddress(string text) => IPAddress.TryParse(text, out _) && text.AsSpan().IndexOfAny('.', ':') >= 0;

    private static bool IsNumber(string text) => OptionText.TryInteger(text, out ushort _);

    private static string? Before(string variable, int end) => end > 0 ? variable[..end].TrimStart('_') : null;
}
