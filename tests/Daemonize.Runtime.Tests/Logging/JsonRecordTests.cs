using System.Text.Json;
using Daemonize.Logging;
using Daemonize.Stages;
using Daemonize.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tests.Logging;

/// <summary>Records as JSON, and with priorities, as they arrive at standard error.</summary>
[Collection(ProcessWide.Name)]
public sealed class JsonRecordTests : IDisposable
{
    private static readonly Action<ILogger, string, int, double, bool, DateOnly, object?, Exception?> Took = LoggerMessage.Define<string, int, double, bool, DateOnly, object?>(
        LogLevel.Warning, default, "{Name} took {Elapsed} of {Budget}, {Late}, {When}, {Nothing}");

    private static readonly Action<ILogger, Exception?> Plain = LoggerMessage.Define(LogLevel.Information, default, "plain");

    private readonly DaemonLogger _logger = new("fetch");

    public JsonRecordTests() => LogRecords.Use(LogFormat.Json, hasPriority: false);

    public void Dispose() => LogRecords.Use(LogFormat.Text, hasPriority: false);

    [Fact]
    public void RecordIsAnObjectInALine()
    {
        var line = Capture(() => Log.Error("fetch", "two\nlines \"quoted\" <Zürich>", new InvalidOperationException("why")));
        Assert.Matches("^\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"level\":\"error\",\"category\":\"fetch\",\"message\":\"two\\\\nlines [^\n]*\\}\n$", line);
        using var json = JsonDocument.Parse(line);
        Assert.Equal("two\nlines \"quoted\" <Zürich>", json.RootElement.GetProperty("message").GetString());
        Assert.Equal("System.InvalidOperationException: why", json.RootElement.GetProperty("exception").GetString());
    }

    [Fact]
    public void ValuesOfTheTemplateAreState()
    {
        var line = Capture(() => Took(_logger, "x", 12, 3.5, true, new DateOnly(2026, 1, 2), null, null));
        Assert.Contains(
            "\"level\":\"warn\",\"category\":\"fetch\",\"message\":\"x took 12 of 3.5, True, 01/02/2026, (null)\","
            + "\"state\":{\"Name\":\"x\",\"Elapsed\":12,\"Budget\":3.5,\"Late\":true,\"When\":\"01/02/2026\",\"Nothing\":null}}\n",
            line,
            StringComparison.Ordinal);
    }

    [Fact]
    public void MessageWithoutValuesHasNoState() =>
        Assert.EndsWith("\"message\":\"plain\"}\n", Capture(() => Plain(_logger, null)), StringComparison.Ordinal);

    [Fact]
    public void ScopesComeFromTheOutside()
    {
        var line = Capture(() =>
        {
            using (_logger.BeginScope("outer"))
            using (_logger.BeginScope(new Dictionary<string, object?> { ["Id"] = 7 }))
            {
                Plain(_logger, null);
            }

            Plain(_logger, null);
        });
        Assert.Contains("\"message\":\"plain\",\"scopes\":[\"outer\",{\"Id\":7}]}\n", line, StringComparison.Ordinal);
        Assert.EndsWith("\"message\":\"plain\"}\n", line, StringComparison.Ordinal);
    }

    [Fact]
    public void JournalGetsAPriorityInFrontOfEachLine()
    {
        LogRecords.Use(LogFormat.Text, hasPriority: true);
        Assert.Equal("<3>fetch: one\n<3>    two\n", Capture(() => Log.Error("fetch", "one\ntwo", exception: null)));
        LogRecords.Use(LogFormat.Json, hasPriority: true);
        Assert.StartsWith("<6>{\"time\":", Capture(() => Log.Information("fetch", "one")), StringComparison.Ordinal);
    }

    private static string Capture(Action write)
    {
        using var captured = new CapturedDescriptor(StageDescriptors.Error);
        write();
        return captured.Text;
    }
}
