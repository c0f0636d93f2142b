using Daemonize.CompilerServices;

namespace Daemonize.Tests.CompilerServices;

/// <summary>An option value that Kubernetes, not the user, has set for a Service: the message says so and how to remove it.</summary>
public sealed class ServiceLinkTests
{
    [Theory]
    [InlineData("PROBE_PORT", "tcp://10.0.171.239:80", "probe")]
    [InlineData("PROBE_PORT", "udp://10.0.171.239:53", "probe")]
    [InlineData("PROBE_PORT", "sctp://10.0.0.1:132", "probe")]
    [InlineData("PROBE_PORT", "tcp://[fd00::1]:443", "probe")]
    [InlineData("PROBE_API_PORT", "tcp://10.0.0.1:80", "probe-api")]
    [InlineData("PROBE_PORT_80_TCP", "tcp://10.0.0.1:80", "probe")]
    [InlineData("PROBE_PORT_53_UDP", "udp://10.0.0.1:53", "probe")]
    [InlineData("PROBE_PORT_80_TCP_PROTO", "tcp", "probe")]
    [InlineData("PROBE_PORT_80_TCP_PORT", "80", "probe")]
    [InlineData("PROBE_PORT_80_TCP_ADDR", "10.0.0.1", "probe")]
    [InlineData("PROBE_SERVICE_HOST", "10.0.171.239", "probe")]
    [InlineData("PROBE_SERVICE_HOST", "fd00::1", "probe")]
    [InlineData("PROBE_SERVICE_PORT", "80", "probe")]
    [InlineData("PROBE_SERVICE_PORT_HTTP", "80", "probe")]
    [InlineData("PROBE_SERVICE_PORT_HTTP_ALT", "8080", "probe")]
    [InlineData("_7UP_PORT", "tcp://10.0.0.1:80", "7up")]
    public void IsKnownByNameAndValue(string variable, string text, string service)
    {
        Assert.True(ServiceLink.Is(variable, text));
        Assert.Equal(
            $"Kubernetes sets this variable for the Service '{service}': set enableServiceLinks: false in the pod's spec, or rename the " +
            "Service",
            ServiceLink.FindWayOut(variable, text));
    }

    [Theory]
    [InlineData("PROBE_PORT", "80")]
    [InlineData("PROBE_PORT", "http://10.0.0.1:80")]
    [InlineData("PROBE_PORT", "tcp://")]
    [InlineData("PROBE_PORT", "tcp")]
    [InlineData("PROBE_TARGET", "tcp://10.0.0.1:80")]
    [InlineData("PROBE_PORT_80_TCP", "80")]
    [InlineData("PROBE_PORT_HTTP_TCP", "tcp://10.0.0.1:80")]
    [InlineData("PROBE_SERVICE_HOST", "probe.example.org")]
    [InlineData("PROBE_SERVICE_PORT", "many")]
    [InlineData("PROBE_SERVICE_PORTAL", "80")]
    [InlineData("_PORT", "tcp://10.0.0.1:80x")]
    [InlineData("", "")]
    public void AnythingElseIsTheUsers(string variable, string text) => Assert.Null(ServiceLink.FindWayOut(variable, text));

    [Fact]
    public void RefusedValueNamesItsSourceAndTheWayOut()
    {
        Assert.Equal(
            "PROBE_PORT takes a number, not 'tcp://10.0.171.239:80'; Kubernetes sets this variable for the Service 'probe': "
            + "set enableServiceLinks: false in the pod's spec, or rename the Service",
            Refuse("tcp://10.0.171.239:80", isArgument: false));
        Assert.Equal(
            "PROBE_PORT takes a number, not 'many'; correct or unset this environment variable", Refuse("many", isArgument: false));
        Assert.Equal("--port takes a number, not 'tcp://10.0.171.239:80'", Refuse("tcp://10.0.171.239:80", isArgument: true));
    }

    private static string Refuse(string text, bool isArgument)
    {
        var given = new SuppliedOptions();
        if (isArgument)
        {
            given.AddArgument("port", text);
        }
        else
        {
            given.SetVariable("PROBE_PORT", text);
        }

        OptionDefinition[] options = [new() { Name = "port", Variable = "PROBE_PORT", Accepted = "a number" }];
        var values = new OptionBinder(new() { Name = "tick", Bind = static _ => static (_, _) => new(0), Options = options }, given);
        return Assert.Throws<DaemonException>(() => values.Get<int>(0, OptionText.TryInteger, 0)).Message;
    }
}
