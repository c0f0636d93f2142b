using System.Globalization;
using System.Text.Json;
using Daemonize.Logging;
using Daemonize.Platform;
using Daemonize.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace Daemonize.Tests.Logging;

/// <summary>Records as JSON, and with priorities, as they arrive at standard error.</summary>
[Collection(ProcessWide.Name)]
public sealed class JsonRecordTests : IDisposable
{
    private static readonly Action<ILogger, string, int, double, bool, DateOnly, object?, Exception?> Took =
        LoggerMessage.Define<string, int, double, bool, DateOnly, object?>(
        LogLevel.Warning, default, "{Name} took {Elapsed} of {Budget}, {Late}, {When}, {Nothing}");

    private static readonly Action<ILogger, Exception?> Plain = LoggerMessage.Define(LogLevel.Information, default, "plain");

    private readonly DaemonLogger _logger = new("fetch");

    public JsonRecordTests() => LogRecords.Use(LogFormat.Json, hasPriority: false);

    public void Dispose() => LogRecords.Use(LogFormat.Text, hasPriority: false);

    [Fact]
    public void RecordIsAnObjectInALine()
    {
        var line = Capture(() => Log.Error("fetch", "two\nlines \"quoted\" <Zürich>", new InvalidOperationException("why")));
        Assert.Matches(
            "^\\{\"time\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\",\"level\":\"error\",\"category\":\"fetch\",\"message\":\"two\\\\nlines [^\n]*\\}\n$", line);
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
            + "\"state\":{\"Name\":\"x\",\"Elapsed\":12,\"Budget\":3.5,\"Late\":true,\"When\":\"2026-01-02\",\"Nothing\":null}}\n",
            line,
            StringComparison.Ordinal);
    }

    /// <summary>Every kind of value that a structured field can have, as JSON.</summary>
    [Theory]
    [MemberData(nameof(Values))]
    public void ValueIsWrittenAsItsKind(object? value, string json)
    {
        var line = Capture(() =>
        {
            using (_logger.BeginScope(new Dictionary<string, object?> { ["Value"] = value }))
            {
                Plain(_logger, null);
            }
        });
        Assert.EndsWith($",\"scopes\":[{{\"Value\":{json}}}]}}\n", line, StringComparison.Ordinal);
        using var _ = JsonDocument.Parse(line);
    }

    public static TheoryData<object?, string> Values
    {
        get
        {
            var local = new DateTime(2026, 11, 28, 5, 6, 7, DateTimeKind.Local).AddMilliseconds(89);
            var offset = local.ToString("zzz", CultureInfo.InvariantCulture);
            List<object?> endless = [1];
            endless.Add(endless);
            object deep = "end";
            for (var i = 0; i < 100; i++)
            {
                deep = new[] { deep };
            }

            return new TheoryData<object?, string>
            {
                { null, "null" },
                { true, "true" },
                { "text", "\"text\"" },
                { 'c', "\"c\"" },
                { sbyte.MinValue, "-128" },
                { byte.MaxValue, "255" },
                { short.MinValue, "-32768" },
                { ushort.MaxValue, "65535" },
                { int.MinValue, "-2147483648" },
                { uint.MaxValue, "4294967295" },
                { long.MinValue, "-9223372036854775808" },
                { ulong.MaxValue, "18446744073709551615" },
                { (nint)(-5), "-5" },
                { (nuint)5, "5" },
                { Int128.MinValue, "-170141183460469231731687303715884105728" },
                { UInt128.MaxValue, "340282366920938463463374607431768211455" },
                { System.Numerics.BigInteger.Pow(10, 40), "1" + new string('0', 40) },
                { (Half)0.1, "0.1" },
                { 0.1f, "0.1" },
                { float.MaxValue, "3.4028235E+38" },
                { 0.1, "0.1" },
                { 1e300, "1E+300" },
                { 1.50m, "1.50" },
                { Half.NaN, "\"NaN\"" },
                { float.NegativeInfinity, "\"-Infinity\"" },
                { double.PositiveInfinity, "\"Infinity\"" },
                { double.NaN, "\"NaN\"" },
                { DayOfWeek.Friday, "\"Friday\"" },
                { new DateTime(2026, 11, 28, 5, 6, 7, DateTimeKind.Utc), "\"2026-11-28T05:06:07.000Z\"" },
                { local, $"\"2026-11-28T05:06:07.089{offset}\"" },
                { DateTime.SpecifyKind(local, DateTimeKind.Unspecified), $"\"2026-11-28T05:06:07.089{offset}\"" },
                { new DateTimeOffset(2026, 11, 28, 5, 6, 7, 89, new TimeSpan(-3, -30, 0)), "\"2026-11-28T05:06:07.089-03:30\"" },
                { new DateOnly(2026, 11, 28), "\"2026-11-28\"" },
                { new TimeOnly(5, 6, 7, 89), "\"05:06:07.089\"" },
                { new TimeSpan(0, 1, 2, 3, 4), "\"01:02:03.0040000\"" },
                { new Guid("3f2504e0-4f89-11d3-9a0c-0305e82c3301"), "\"3f2504e0-4f89-11d3-9a0c-0305e82c3301\"" },
                { new Uri("https://example.org/?q=a&b"), "\"https://example.org/?q=a&b\"" },
                { "a b\"c".Split(' '), "[\"a\",\"b\\\"c\"]" },
                { Enumerable.Range(1, 2).ToArray(), "[1,2]" },
                { Array.Empty<int>(), "[]" },
                { new List<object?> { 1, null, Enumerable.Repeat(2.5f, 1).ToArray() }, "[1,null,[2.5]]" },
                { "\u0001\u0002\u0003"u8.ToArray(), "\"AQID\"" },
                { Enumerable.Range(1, 3).Where(static number => number != 2), "[1,3]" },
                { new HashSet<DateOnly> { new(2026, 1, 2) }, "[\"2026-01-02\"]" },
                { new Dictionary<string, int> { ["a"] = 1 }, "{\"a\":1}" },
                { new Dictionary<int, string?> { [7] = null }, "{\"7\":null}" },
                { new Dictionary<string, object?> { ["a"] = Enumerable.Range(1, 1).ToArray(),
                    ["b"] = new Dictionary<string, bool> { ["c"] = true } }, "{\"a\":[1],\"b\":{\"c\":true}}" },
                { JsonDocument.Parse("{\"a\":[1]}").RootElement, "{\"a\":[1]}" },
                { System.Text.Json.Nodes.JsonNode.Parse("{\"a\":[1]}"), "{\"a\":[1]}" },
                { default(JsonElement), "\"\"" },
                { endless, "[1,\"System.Collections.Generic.List`1[System.Object]\"]" },
                { deep, new string('[', 15) + "\"System.Object[]\"" + new string(']', 15) },
            };
        }
    }

    [Fact]
    public void ScopeMayBeAnyValue()
    {
        var line = Capture(() =>
        {
            using (_logger.BeginScope(7))
            using (_logger.BeginScope(new Dictionary<string, int> { ["Id"] = 8 }))
            using (_logger.BeginScope("a".Split(' ')))
            {
                Plain(_logger, null);
            }
        });
        Assert.EndsWith(",\"scopes\":[7,{\"Id\":8},[\"a\"]]}\n", line, StringComparison.Ordinal);
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
