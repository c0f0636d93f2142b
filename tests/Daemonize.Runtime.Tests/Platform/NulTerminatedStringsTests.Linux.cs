using System.Runtime.InteropServices;
using System.Text;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>Lists of C strings, from /proc and for posix_spawn.</summary>
public sealed class NulTerminatedStringsTests
{
    [Theory]
    [InlineData("dotnet\0app.dll\0start\0", new[] { "dotnet", "app.dll", "start" })]
    [InlineData("app\0\0\0", new[] { "app", "", "" })]
    [InlineData("A=1\0B=\0=C\0", new[] { "A=1", "B=", "=C" })]
    [InlineData("", new string[0])]
    [InlineData("app\0cut of", new[] { "app" })]
    public void TextOfProcIsSplitAtItsNuls(string text, string[] items) => Assert.Equal(items, Read(Split(text)));

    [Fact]
    public void TruncatedListTakesNewItemsAtItsEnd()
    {
        var strings = Split("dotnet\0app.dll\0restart\0fetch\0");

        strings.Truncate(2);
        strings.Add("@session"u8);

        Assert.Equal(3, strings.Count);
        Assert.Equal(["dotnet", "app.dll", "@session"], Read(strings));
    }

    [Fact]
    public void UnwantedItemsAreRemovedWhereverTheyAre()
    {
        var strings = Split("X=1\0X=2\0A=3\0X=4\0B=5\0X=6\0");

        strings.RemoveAll(item => item.StartsWith("X="u8));

        Assert.Equal(["A=3", "B=5"], Read(strings));
    }

    /// <summary>An environment may contain any byte except NUL.</summary>
    [Fact]
    public void BytesThatAreNoTextPassUnchanged()
    {
        byte[] text = [0xff, 0xfe, (byte)'=', 0x80, 0];

        var pointers = NulTerminatedStrings.Split(text).ToPointers(out var block);

        Assert.Equal(text, block);
        Assert.Equal(2, pointers.Length);
    }

    [Fact]
    public void PointersSurviveACollection()
    {
        var pointers = Split("one\0two\0three\0").ToPointers(out var block);
        var first = pointers[0];

        GC.Collect();
        GC.Collect();

        Assert.Equal(first, Marshal.UnsafeAddrOfPinnedArrayElement(block, 0));
        Assert.Equal("three", Marshal.PtrToStringUTF8(pointers[2]));
        Assert.Equal(0, pointers[3]);
    }

    private static NulTerminatedStrings Split(string text) => NulTerminatedStrings.Split(Encoding.UTF8.GetBytes(text));

    /// <summary>Follows the pointers as C does, to the null pointer after the last.</summary>
    private static string[] Read(NulTerminatedStrings strings)
    {
        var pointers = strings.ToPointers(out var block);
        Assert.Equal(strings.Count, Array.IndexOf(pointers, 0));
        var items = pointers.TakeWhile(pointer => pointer != 0).Select(pointer => Marshal.PtrToStringUTF8(pointer)!).ToArray();
        GC.KeepAlive(block);
        return items;
    }
}
