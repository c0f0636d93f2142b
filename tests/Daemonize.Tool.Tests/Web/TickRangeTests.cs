using System.Buffers;
using System.Text.Json;
using Daemonize.History;
using Daemonize.Tool.Web;

namespace Daemonize.Tool.Tests.Web;

/// <summary>Which points a plot gets.</summary>
public sealed class TickRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void FewTicksAreShownOneByOne()
    {
        var answer = Answer("", Ticks(1, 10, Now.AddMinutes(-10)));
        Assert.Equal("record", answer.GetProperty("step").GetString());
        Assert.Equal(10, answer.GetProperty("records").GetArrayLength());
        Assert.Equal(0.25, answer.GetProperty("records")[0].GetProperty("tookSeconds").GetDouble());
    }

    [Fact]
    public void TimeThatTheRecordsDoNotReachIsInMinutesOrHours()
    {
        // The first record that is left is not that of the file.
        var ticks = Ticks(500, 100, Now.AddMinutes(-5));
        Assert.Equal("minute", Answer("", ticks).GetProperty("step").GetString());
        Assert.Equal("hour", Answer("from=2026-11-01T00:00:00Z", ticks).GetProperty("step").GetString());
        Assert.Equal("record", Answer("from=2026-11-30T11:58:00Z", ticks).GetProperty("step").GetString());
        Assert.Equal("record", Answer("step=record", ticks).GetProperty("step").GetString());
    }

    [Fact]
    public void OnlyTheTimeThatIsAskedForIsShown()
    {
        var answer = Answer("from=2026-11-30T11:52:00Z&to=2026-11-30T11:54:00Z", Ticks(1, 10, Now.AddMinutes(-10)));
        Assert.Equal(
            [3, 4, 5], answer.GetProperty("records").EnumerateArray().Select(static record => record.GetProperty("tick").GetInt32()));
    }

    [Fact]
    public void NewestPointsAreKept()
    {
        var answer = Answer("step=record&from=2026-11-29T00:00:00Z", Ticks(1, 3000, Now.AddHours(-20), TimeSpan.FromSeconds(1)));
        Assert.True(answer.GetProperty("truncated").GetBoolean());
        Assert.Equal(TickRange.MaxPoints, answer.GetProperty("records").GetArrayLength());
        Assert.Equal(3000, answer.GetProperty("records")[TickRange.MaxPoints - 1].GetProperty("tick").GetInt32());
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=")]
    [InlineData("step=second")]
    public void OtherParametersAreRefused(string query) => Assert.Null(Parse(query));

    private static List<HistoryRecord> Ticks(uint first, int count, DateTimeOffset begin, TimeSpan? interval = null) =>
    [
        .. Enumerable.Range(0, count).Select(i => new HistoryRecord
        {
            Sequence = first + (uint)i, Kind = HistoryKind.Tick, Tick = first + (uint)i, Took = 0.25f,
            At = HistoryFormat.Microseconds(begin + ((interval ?? TimeSpan.FromMinutes(1)) * i)),
        }),
    ];

    private static TickRange? Parse(string query)
    {
        var parameters = query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static part => part.Split('=', 2))
            .ToDictionary(static part => part[0], static part => part[1]);
        return TickRange.TryParse(name => parameters.GetValueOrDefault(name), Now);
    }

    private static JsonElement Answer(string query, List<HistoryRecord> records)
    {
        var overview = HistoryOverview.Of(new HistoryContent(null, records, [], []), isRunning: true, Now);
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text))
        {
            writer.WriteStartObject();
            Parse(query)!.Write(writer, overview, Now);
            writer.WriteEndObject();
        }

        using var json = JsonDocument.Parse(text.WrittenMemory);
        return json.RootElement.Clone();
    }
}
