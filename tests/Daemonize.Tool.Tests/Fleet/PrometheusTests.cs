using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests.Fleet;

/// <summary>The files of docs/fleet and the metrics, by promtool and a real Prometheus that scrapes two machines.</summary>
public sealed partial class PrometheusTests : FleetTest
{
    private const int MetricsPort = 9464;

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false });

    private static string Files { get; } = Path.Combine(AppContext.BaseDirectory, "Fleet");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConfigurationAndRulesAreValid()
    {
        (await Sandbox.ExecuteAsync(Programs.Promtool, "check", "config", Path.Combine(Files, "prometheus.yml"))).Succeeds();
        var rules = (await Sandbox.ExecuteAsync(Programs.Promtool, "check", "rules", Path.Combine(Files, "rules.yml"))).Succeeds();
        Assert.Contains("6 rules found", rules.Output, StringComparison.Ordinal);
    }

    /// <summary>promtool finds also what is only against the conventions, such as a counter without _total.</summary>
    [Fact]
    public async Task MetricsAreValid()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas");
        await StartTickingAsync(hosts, "atlas");
        var metrics = Path.Combine(Sandbox.Root, "metrics");
        await File.WriteAllTextAsync(metrics, await ReadMetricsAsync(hosts, "atlas"), Cancelled);
        var result = await Sandbox.ExecuteAsync("/bin/sh", "-c", $"'{Programs.Promtool}' check metrics < '{metrics}'");
        Assert.Equal((0, ""), (result.ExitCode, result.Output + result.Error));
    }

    [Fact]
    public async Task ScrapedNumbersAreThoseOfTheDaemons()
    {
        await using var hosts = await FleetHosts.BeginAsync(Sandbox, "atlas", "boreas");
        await StartTickingAsync(hosts, "atlas");
        await StartTickingAsync(hosts, "boreas");
        (await hosts.RunAsync("boreas", TestApp.File, "tick", "silent")).Succeeds();
        (await hosts.RunAsync("boreas", TestApp.File, "start", "wait", "--instances=2", "--restart=on-failure")).Succeeds();
        var (url, prometheus) = await StartPrometheusAsync(hosts, "atlas", "boreas");

        Assert.Equal(["atlas 2", "boreas 3"], await QueryAsync(url, "daemonize_ticks_total{daemon=\"silent\"}", 2, "host"));
        Assert.Equal(["boreas 1 1", "boreas 2 1"], await QueryAsync(url, "daemonize_up{daemon=\"wait\"}", 2, "host", "exported_instance"));
        Assert.Equal(
            ["atlas running 1"], await QueryAsync(url, "daemonize_state{host=\"atlas\",daemon=\"silent\"} == 1", 1, "host", "state"));
        hosts.Find("atlas").Kill();
        Assert.Equal(["atlas 0"], await QueryAsync(url, "up{job=\"daemonize\"} == 0", 1, "host"));
        await AssertDashboardAsync(url, await ReadMetricsAsync(hosts, "boreas"));
        prometheus.Kill();
        await prometheus.CompleteAsync();
    }

    /// <summary>Each expression is one for Prometheus, of metrics that there are, and with the labels that it gives them.</summary>
    private async Task AssertDashboardAsync(string url, string metrics)
    {
        using var dashboard = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Files, "dashboard.json"), Cancelled));
        var rules = Expression().Matches(await File.ReadAllTextAsync(Path.Combine(Files, "rules.yml"), Cancelled))
            .Select(static match => match.Groups[1].Value);
        List<string> expressions =
        [
            .. dashboard.RootElement.GetProperty("panels").EnumerateArray()
                .SelectMany(static panel => panel.GetProperty("targets").EnumerateArray())
                .Select(static target => target.GetProperty("expr").GetString()!),
            .. rules,
        ];
        Assert.True(expressions.Count > 20, $"{expressions.Count} expressions: looked in the wrong place");
        foreach (var expression in expressions)
        {
            var used = Metric().Matches(expression).Select(static match => match.Value).ToList();
            Assert.All(used, metric => Assert.Contains($"\n{metric}{{", metrics, StringComparison.Ordinal));
            Assert.True(used.Count > 0 || expression.Contains("up{job=\"daemonize\"}", StringComparison.Ordinal), expression);

            // Grafana fills in its own variables.
            var filled = expression.Replace("$__rate_interval", "1m", StringComparison.Ordinal)
                .Replace("$host", ".*", StringComparison.Ordinal).Replace("$program", ".*", StringComparison.Ordinal);
            Assert.DoesNotContain("$", filled, StringComparison.Ordinal);
            var answer = await AskAsync(url, filled);
            Assert.True(answer.GetProperty("status").GetString() == "success", $"{expression}: {answer}");
        }
    }

    /// <summary>Starts a daemon that has ticked twice, at its start and by hand, and the metrics.</summary>
    private static async Task StartTickingAsync(FleetHosts hosts, string host)
    {
        await StartAsync(hosts, host, "silent", "--interval=1h");
        (await hosts.RunAsync(host, TestApp.File, "tick", "silent")).Succeeds();
        (await hosts.RunAsync(host, "daemonize", "web", "--read-only", $"--metrics=0.0.0.0:{MetricsPort}")).Succeeds();
    }

    private async Task<string> ReadMetricsAsync(FleetHosts hosts, string host) =>
        await _client.GetStringAsync($"http://{hosts.Find(host).Address}:{MetricsPort}/metrics", Cancelled);

    /// <summary>Starts Prometheus with the configuration of the documentation, for these machines and in a hurry.</summary>
    private async Task<(string Url, RunningCommand Command)> StartPrometheusAsync(FleetHosts hosts, params string[] names)
    {
        var folder = Sandbox.Create("prometheus");
        var text = await File.ReadAllTextAsync(Path.Combine(Files, "prometheus.yml"), Cancelled);
        foreach (var name in names)
        {
            text = text.Replace($"\"{name}:9464\"", $"\"{hosts.Find(name).Address}:{MetricsPort}\"", StringComparison.Ordinal);
        }

        // The names of the machines are not known to any resolver.
        text = text.Replace("interval: 15s", "interval: 1s", StringComparison.Ordinal)
            .Replace("target_label: host", "target_label: address", StringComparison.Ordinal)
            + string.Concat(names.Select(name => $$"""
                      - source_labels: [__address__]
                        regex: "{{hosts.Find(name).Address}}:[0-9]+"
                        replacement: {{name}}
                        target_label: host

                """));
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), text, Cancelled);
        File.Copy(Path.Combine(Files, "rules.yml"), Path.Combine(folder, "rules.yml"));
        var port = FreePort();
        var prometheus = Sandbox.Begin(
            Programs.Prometheus, $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
            string.Create(CultureInfo.InvariantCulture, $"--web.listen-address=127.0.0.1:{port}"));
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        await Wait.ForAnswerAsync(() => IsReadyAsync(url), isReady => isReady || prometheus.HasEnded, "Prometheus is ready");
        Assert.False(prometheus.HasEnded, prometheus.HasEnded ? $"{await prometheus.CompleteAsync()}" : "");
        return (url, prometheus);
    }

    private async Task<bool> IsReadyAsync(string url)
    {
        try
        {
            using var answer = await _client.GetAsync(url + "/-/ready", Cancelled);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>Asks until as many series answer as wanted, and gives some labels and the value of each.</summary>
    private async Task<List<string>> QueryAsync(string url, string query, int count, params string[] labels)
    {
        var answer = await Wait.ForAnswerAsync(
            () => AskAsync(url, query), answer => ResultsOf(answer).Count == count, $"{query} has {count} results");
        List<string> found =
        [
            .. ResultsOf(answer).Select(result => string.Join(
                ' ', [.. labels.Select(label => Text(result.GetProperty("metric"), label)), result.GetProperty("value")[1].GetString()])),
        ];
        found.Sort(StringComparer.Ordinal);
        return found;
    }

    private async Task<JsonElement> AskAsync(string url, string query)
    {
        using var answer = await _client.GetAsync($"{url}/api/v1/query?query={Uri.EscapeDataString(query)}", Cancelled);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancelled));
        return json.RootElement.Clone();
    }

    private static List<JsonElement> ResultsOf(JsonElement answer) =>
        [.. answer.GetProperty("data").GetProperty("result").EnumerateArray()];

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    [GeneratedRegex("daemonize_[a-z_]+")]
    private static partial Regex Metric();

    [GeneratedRegex("expr: (.+)")]
    private static partial Regex Expression();
}
