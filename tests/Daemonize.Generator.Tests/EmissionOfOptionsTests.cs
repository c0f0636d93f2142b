using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>The generated text of options, which are parameters of the daemon method.</summary>
public sealed class EmissionOfOptionsTests
{
    [Fact]
    public void OptionsOfEveryKind() => Snapshot.Match(GeneratorHost.Generate("""
        #pragma warning disable CS1573 // Not all parameters need a comment here.
        namespace NewsApp;

        internal enum Level { Low, VeryHigh, veryhigh, Same = Low, [Obsolete("No longer.")] Old = 7 }

        internal static class Options
        {
            internal enum _Kind : ulong { None, All = ulong.MaxValue }

            /// <summary>Takes all &amp; nothing. And says &lt;so&gt;.</summary>
            /// <param name="text">-t, Any <c>text</c>, "quoted" or <paramref name="number"/>.</param>
            /// <param name="number">A number; see <see cref="Level"/>.</param>
            [Daemon(Interval = "1s")]
            internal static async Task<int> Fetch(
                string text, DaemonContext daemon, int number, bool flag, Level level, _Kind kind, TimeSpan time, DateTimeOffset instant, DateTime moment,
                DateOnly date, TimeOnly hour, Uri address, System.IO.FileInfo file, System.IO.DirectoryInfo folder, Guid id, System.Net.IPAddress host,
                decimal price, nint word, char letter, CancellationToken stopping, Level[] levels, System.Collections.Generic.IReadOnlyList<int> numbers,
                params string[] tags)
            {
                await Task.Delay(1, stopping);
                return 0;
            }
        }
        """));

    [Fact]
    public void OptionsWithDefaults() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Options
        {
            private const string Constant = "c:\\ \"x\" {y}\n";

            [Daemon]
            internal static void Fetch(
                string text = "us", string? nothing = null, string constant = Constant, int number = -1, sbyte small = -3, ushort port = 80, uint big = 5, long huge = long.MinValue,
                ulong vast = ulong.MaxValue, float single = 0.1f, double real = 1e300, double none = double.NaN, double all = double.NegativeInfinity,
                decimal price = 1.50m, char letter = '\'', bool on = true, bool off = false, bool? maybe = null, DayOfWeek day = DayOfWeek.Friday,
                DayOfWeek strange = (DayOfWeek)42, DayOfWeek? another = DayOfWeek.Monday, int? maybeNumber = 7, int? noNumber = null, TimeSpan time = default,
                TimeSpan? pause = null, Guid id = default, Uri? address = null, string[]? tags = null, nint word = 5, Half half = default)
            {
            }
        }
        """));

    [Fact]
    public void OptionNamesThatNeedCare() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class Options
        {
            [Daemon]
            internal static void Fetch(string values, string valuesOption, int context, int cancellationToken, bool @class, int @await, string equals, string fetchOptions, string _x, int URL2)
            {
            }
        }
        """));

    [Fact]
    public void OptionsStayWhenADaemonIsMistaken() => Snapshot.Match(GeneratorHost.Generate("""
        internal static class News
        {
            [Daemon(Interval = "soon")]
            internal static void Fetch(string country, params int[] pages) { }

            [Daemon]
            internal static void Listen(int port = 80) { }

            internal static void Use()
            {
                Daemons.Fetch.Start(new() { Country = "de", Pages = [1, 2] });
                Daemons.Listen.Start(new() { Port = 81 });
            }
        }
        """));

    [Fact]
    public void OptionsOfAProgramWithoutNullableAnnotations() => Snapshot.Match(GeneratorHost.Generate("""
        #nullable disable
        internal static class Options
        {
            [Daemon]
            internal static void Fetch(string text, string none = null, string[] tags = null, int? number = null, Uri address = null) { }
        }
        """));

    /// <summary>Each option type has its own methods, whatever its name consists of.</summary>
    [Theory]
    [InlineData("Box<int>.Mode mode")]
    [InlineData("Box<int>.Mode mode = Box<int>.Mode.Off, Box<int?>.Mode? other = null")]
    [InlineData("Box<string>.Mode one, Box<string?>.Mode two")]
    [InlineData("Box<(int A, App.A_.B[] B)>.Mode mode")]
    [InlineData("Box<int>.Days days, params Box<@class>.Days[] others")]
    [InlineData("App.A_.B one, App.A._B two")]
    [InlineData("Text<string?> text")]
    [InlineData("Text<string?>? text = null")]
    [InlineData("Text<string?>[] texts")]
    [InlineData("params Text<string?>?[] texts")]
    [InlineData("System.Collections.Generic.IReadOnlyList<Text<string?>> texts")]
    [InlineData("Text<(int A, string? B)> text")]
    public void OptionMayBeOfAnyType(string parameters) => GeneratorHost.Generate($$"""
        internal static class News { [Daemon] internal static void Fetch({{parameters}}) { } }
        internal sealed class @class;
        internal static class Box<T> { internal enum Mode { Off, On } [Flags] internal enum Days { Monday = 1, Tuesday = 2 } }
        internal sealed class Text<T> : IParsable<Text<T>>
        {
            public static Text<T> Parse(string text, IFormatProvider? provider) => new();
            public static bool TryParse(string? text, IFormatProvider? provider, out Text<T> result) => (result = new()) is not null;
        }

        namespace App
        {
            internal static class A_ { internal enum B { One } }
            internal static class A { internal enum _B { One } }
        }
        """);

    /// <summary>The help shows no default that the option itself refuses.</summary>
    [Theory]
    [InlineData("double limit = double.PositiveInfinity")]
    [InlineData("double limit = double.NegativeInfinity")]
    [InlineData("float? limit = float.NaN")]
    [InlineData("Level limit = default")]
    [InlineData("Level? limit = (Level)7")]
    [InlineData("Days limit = (Days)65")]
    public void DefaultThatNoTextCanBeReadAsIsNotShown(string parameter)
    {
        var generated = GeneratorHost.Generate($$"""
            internal static class News { [Daemon] internal static void Fetch({{parameter}}) { } }
            internal enum Level { Low = 1 }
            [Flags] internal enum Days { Monday = 1, Tuesday = 2 }
            """);
        var help = Assert.Single(generated.Split('\n'), static line => line.Contains("--limit ", StringComparison.Ordinal));
        Assert.DoesNotContain("default", help, StringComparison.Ordinal);
        Assert.Contains("By default <c>NEWSAPP_LIMIT</c>.<", generated, StringComparison.Ordinal);
    }
}
