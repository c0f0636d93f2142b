using System.Reflection;
using System.Runtime.Loader;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests;

/// <summary>Options whose type is an enumeration with <c>[Flags]</c>: a comma-separated list, when read and when written.</summary>
public sealed class OptionSetTests
{
    private const string Source = """
        namespace App
        {
            [Flags] internal enum Days { Mon = 1, Tue = 2, Wed = 4, Thu = 8, Weekend = 0x60, Sat = 0x20, Sun = 0x40, Workdays = 15, WedOrThu = 12 }
            [Flags] internal enum Rights : sbyte { None, Read = 1, ReadWrite = 3, WriteRun = 6, Log = 64, All = -1 }
            [Flags] internal enum Large : ulong { Low = 1, High = 1UL << 63 }

            internal static class News
            {
                [Daemon] internal static void Fetch(
                    Days required, Days days = Days.Mon | Days.Wed, Days weekend = Days.Weekend, Days mixed = Days.Mon | Days.Weekend, Days empty = 0,
                    Rights rights = Rights.None, Rights overlapping = (Rights)7, Rights all = Rights.All, Large large = Large.Low | Large.High, Days? perhaps = null,
                    params Days[] several) { }
            }
        }
        """;

    private static readonly string Generated = GeneratorHost.Generate(Source);
    private static readonly Assembly Program = Load();

    [Theory]
    [InlineData("Days", "mon,wed", 5)]
    [InlineData("Days", "Mon, Wed", 5)]
    [InlineData("Days", "WED,mon,mon", 5)]
    [InlineData("Days", "mon", 1)]
    [InlineData("Days", "weekend,mon", 0x61)]
    [InlineData("Days", "wed-or-thu", 12)]
    [InlineData("Days", "WedOrThu,tue", 14)]
    [InlineData("Days", "0", 0)]
    [InlineData("Rights", "none", 0)]
    [InlineData("Rights", "read,log", 65)]
    [InlineData("Rights", "all", -1)]
    public void ListIsRead(string type, string text, long value) => Assert.Equal((true, value), Read(type, text));

    [Theory]
    [InlineData("Days", "5")]
    [InlineData("Days", "")]
    [InlineData("Days", ",")]
    [InlineData("Days", "mon,")]
    [InlineData("Days", "mon,,wed")]
    [InlineData("Days", "mon wed")]
    [InlineData("Days", "mon|wed")]
    [InlineData("Days", "mon,fri")]
    [InlineData("Rights", "0")]
    [InlineData("Rights", "")]
    public void AnythingElseIsNot(string type, string text) => Assert.False(Read(type, text).IsRead);

    /// <summary>
    /// A handle writes what the daemon reads: every value that names can express survives the round trip, other values have no text.
    /// </summary>
    [Theory]
    [InlineData("Days", 0, 127)]
    [InlineData("Rights", -128, 127)]
    public void EveryValueComesBack(string type, int from, int to)
    {
        for (var number = from; number <= to; number++)
        {
            var value = ToValue(type, number);
            var text = (string)Call("Format" + type, value)!;
            if (IsExpressible(type, number))
            {
                Assert.Equal((true, (long)number), Read(type, text));
            }
            else
            {
                Assert.False(Read(type, text).IsRead, text);
            }
        }
    }

    [Theory]
    [InlineData("Days", 5, "Mon,Wed")]
    [InlineData("Days", 0x61, "Mon,Weekend")]
    [InlineData("Days", 7, "Mon,Tue,Wed")]
    [InlineData("Rights", 7, "ReadWrite,WriteRun")]
    [InlineData("Rights", 0, "None")]
    public void NamesAreWrittenInTheOrderOfTheirValues(string type, int number, string text) =>
        Assert.Equal(text, Call("Format" + type, ToValue(type, number)));

    [Theory]
    [InlineData("--days <mon|tue|wed|thu|weekend|sat|sun|workdays|wed-or-thu>...", "[default: mon,wed]")]
    [InlineData("--weekend <", "[default: weekend]")]
    [InlineData("--mixed <", "[default: mon,weekend]")]
    [InlineData("--empty <", "[default: 0]")]
    [InlineData("--rights <", "[default: none]")]
    [InlineData("--overlapping <", "[default: read-write,write-run]")]
    [InlineData("--all <", "[default: all]")]
    [InlineData("--large <", "[default: low,high]")]
    [InlineData("--required <", "(required)")]
    public void HelpShowsAListAndTheDefaultAsOne(string option, string fallback)
    {
        var lines = Generated.Split('\n');
        var start = Array.FindIndex(lines, line => line.Contains(option, StringComparison.Ordinal));
        Assert.True(start >= 0, Generated);
        Assert.Contains(lines[start..(start + 2)], line => line.Contains(fallback, StringComparison.Ordinal));
    }

    [Fact]
    public void MessageSaysThatThereMayBeSeveral() => Assert.Contains(
        "Accepted = \"one of mon, tue, wed, thu, weekend, sat, sun, workdays or wed-or-thu, or several of them, such as mon,tue\",",
        Generated,
        StringComparison.Ordinal);

    // The result is the union of the names that the value contains. ReadWrite is 3 and WriteRun is 6, so 2 or 4 alone cannot be expressed.
    private static bool IsExpressible(string type, int number)
    {
        int[] names = type == "Days" ? [1, 2, 4, 8, 0x20, 0x40] : [1, 3, 6, 64, -1];
        return names.Where(name => (number & name) == name).Aggregate(0, (all, name) => all | name) == number;
    }

    private static object ToValue(string type, int number) => Enum.ToObject(Program.GetType("App." + type)!, number);

    private static (bool IsRead, long Value) Read(string type, string text)
    {
        object?[] arguments = [text, null];
        var isRead = (bool)Invoke("Try" + type, arguments)!;
        return (isRead, isRead ? Convert.ToInt64(arguments[1], System.Globalization.CultureInfo.InvariantCulture) : 0);
    }

    private static object? Call(string method, params object?[] arguments) => Invoke(method, arguments);

    private static object? Invoke(string method, object?[] arguments)
    {
        var name = method.Replace("Try", "TryApp_", StringComparison.Ordinal).Replace("Format", "FormatApp_", StringComparison.Ordinal);
        return Program.GetType("Daemonize.CompilerServices.EnumText")!.GetMethod(name)!.Invoke(null, arguments);
    }

    private static Assembly Load()
    {
        using var image = new MemoryStream();
        var result = GeneratorHost.Run(GeneratorHost.Compile(Source)).Compilation.Emit(image);
        Assert.True(result.Success);
        image.Position = 0;
        return new AssemblyLoadContext(nameof(OptionSetTests)).LoadFromStream(image);
    }
}
