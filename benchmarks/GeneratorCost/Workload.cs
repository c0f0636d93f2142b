using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GeneratorCost;

/// <summary>The measured program: files of ordinary code, some of them with a daemon.</summary>
internal static class Workload
{
    private const string Usings = """
        global using Daemonize;
        global using Microsoft.Extensions.Logging;
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string ReferencePack = typeof(Workload).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == nameof(ReferencePack)).Value!;

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. Directory.GetFiles(ReferencePack, "*.dll").Select(file => MetadataReference.CreateFromFile(file)),
        MetadataReference.CreateFromFile(typeof(Daemonize.DaemonAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location),
    ];

    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest);

    /// <summary>Creates a new compilation without cached bindings.</summary>
    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Measured", trees, References,
        new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

    public static SyntaxTree[] Parse(int files, int daemons) =>
        [Parse(Usings, "Usings.cs"), .. Enumerable.Range(0, files).Select(i => Parse(File(i, i < daemons), $"File{i}.cs"))];

    /// <summary>Returns the first file with one change.</summary>
    public static SyntaxTree ParseEdited(string oldText, string newText)
    {
        var text = File(0, hasDaemon: true);
        return text.Contains(oldText, StringComparison.Ordinal)
            ? Parse(text.Replace(oldText, newText, StringComparison.Ordinal), "File0.cs")
            : throw new ArgumentException($"there is no '{oldText}' in the program", nameof(oldText));
    }

    private static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static string File(int number, bool hasDaemon) => $$"""
        namespace Measured.Part{{number % 10}};

        /// <summary>Keeps the items of one kind.</summary>
        internal sealed class Store{{number}}(string folder)
        {
            private readonly Dictionary<string, List<int>> _items = new(StringComparer.Ordinal);

            public int Count => _items.Sum(static pair => pair.Value.Count);

        {{(hasDaemon ? Daemon(number) : "")}}

            /// <summary>Adds items that are not there yet.</summary>
            public bool TryAdd(string key, params int[] values)
            {
                if (!_items.TryGetValue(key, out var list))
                {
                    _items.Add(key, list = []);
                }

                var before = list.Count;
                foreach (var value in values.Where(value => value > 0).OrderBy(static value => value))
                {
                    if (!list.Contains(value))
                    {
                        list.Add(value);
                    }
                }

                return list.Count > before;
            }

            [Obsolete("Use TryAdd")]
            public void Add(string key, int value) => TryAdd(key, value);

            public async Task SaveAsync(CancellationToken cancellationToken)
            {
                await using var writer = new StreamWriter(Path.Combine(folder, "store{{number}}.txt"));
                foreach (var (key, values) in _items)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    await writer.WriteLineAsync($"{key}: {string.Join(", ", values)}");
                }
            }

            public static Store{{number}}? Load(string file)
            {
                try
                {
                    var store = new Store{{number}}(Path.GetDirectoryName(file) ?? "/");
                    foreach (var line in File.ReadLines(file))
                    {
                        switch (line.Split(": ", 2))
                        {
                            case [var key, var values]:
                                store.TryAdd(key, [.. values.Split(", ").Select(int.Parse)]);
                                break;
                            default:
                                return null;
                        }
                    }

                    return store;
                }
                catch (IOException exception) when (exception is not FileNotFoundException)
                {
                    Console.Error.WriteLine(exception.Message);
                    return null;
                }
            }
        }
        """;

    private static string Daemon(int number) => $$"""
            /// <summary>Saves what there is.</summary>
            [Daemon(Name = "save-{{number}}", Interval = "10s", StopTimeout = "1m")]
            internal static async Task Save{{number}}(DaemonContext daemon, ILogger logger, CancellationToken stopping)
            {
                var store = new Store{{number}}("/srv");
                store.TryAdd("ticks", 1);
                await store.SaveAsync(stopping);
                logger.LogInformation("saved {Count} items at tick {Tick}", store.Count, daemon.TickNumber);
            }
        """;
}
