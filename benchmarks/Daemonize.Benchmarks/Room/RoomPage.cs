using System.Text.Json;

namespace Daemonize.Benchmarks.Room;

/// <summary>The page in a browser, with all daemons of the machine in its table.</summary>
internal static class RoomPage
{
    private const string Node = "/usr/bin/node";
    private const int Seconds = 40;

    private static readonly string Script = Path.Combine(Places.Benchmarks, "Daemonize.Benchmarks", "Room", "page.mjs");

    /// <summary>The packages of the browser's tests, which drive the browser here too.</summary>
    private static readonly string Driver =
        Path.Combine(Places.Repository, "tests", "Daemonize.Tool.Tests", "Browser", "node_modules", "playwright-core");

    public static void Measure(int daemons)
    {
        var table = new MarkdownTable($"the page with {daemons} daemons", "");
        if (File.Exists(Node) && Directory.Exists(Driver))
        {
            AddRows(table, Run(RoomServer.RequestLink()));
        }
        else
        {
            table.Add("absent: run eng/install-test-packages", "");
        }

        table.Print();
    }

    private static JsonElement Run(string link)
    {
        var output = Path.Combine(Places.Work, "page.json");
        string[] script = [Node, Script, link, $"{Seconds}"];
        Child.Run(["/bin/sh", "-c", $"exec \"$@\" > '{output}'", "sh", .. script], TimeSpan.FromMinutes(3));
        using var json = JsonDocument.Parse(File.ReadAllText(output));
        return json.RootElement.Clone();
    }

    private static void AddRows(MarkdownTable table, JsonElement figures)
    {
        table.Add("files, compressed, KB", Figure(figures, "encoded", "0.0", 1000));
        table.Add("files, KB", Figure(figures, "decoded", "0.0", 1000));
        table.Add("first paint, ms", Figure(figures, "paint", "0"));
        table.Add("table shown, ms", Figure(figures, "shown", "0"));
        table.Add("updates", Figure(figures, "updates", "0"));
        table.Add("rows changed by an update", Figure(figures, "rows", "0"));
        table.Add("until the update is on the screen, p50, ms", Figure(figures, "p50", "0.0"));
        table.Add("p95, ms", Figure(figures, "p95", "0.0"));
        table.Add("heap at the beginning, MB", Figure(figures, "before", "0.0"));
        table.Add($"heap after {Seconds} s, MB", Figure(figures, "after", "0.0"));
    }

    private static string Figure(JsonElement figures, string name, string format, double unit = 1) =>
        MarkdownTable.Figure(figures.GetProperty(name).GetDouble() / unit, format);
}
