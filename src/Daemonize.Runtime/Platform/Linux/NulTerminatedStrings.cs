using System.Text;

namespace Daemonize.Platform.Linux;

/// <summary>A list of C strings, such as argv and envp.</summary>
internal sealed class NulTerminatedStrings
{
    private readonly List<byte[]> _items = [];

    public delegate bool Predicate(ReadOnlySpan<byte> item);

    public int Count => _items.Count;

    /// <summary>Splits the arguments or environment of a process as /proc shows them: each item with a terminating NUL.</summary>
    public static NulTerminatedStrings Split(ReadOnlySpan<byte> text)
    {
        var strings = new NulTerminatedStrings();
        while (text.IndexOf((byte)0) is >= 0 and var end)
        {
            strings.Add(text[..end]);
            text = text[(end + 1)..];
        }

        return strings;
    }

    public void Add(ReadOnlySpan<byte> item) => Insert(Count, item);

    public void Insert(int index, ReadOnlySpan<byte> item)
    {
        var terminated = new byte[item.Length + 1];
        item.CopyTo(terminated);
        _items.Insert(index, terminated);
    }

    public void RemoveAt(int index) => _items.RemoveAt(index);

    /// <summary>Gets an item without its NUL.</summary>
    public ReadOnlySpan<byte> this[int index] => _items[index].AsSpan()[..^1];

    public void Replace(int index, ReadOnlySpan<byte> item)
    {
        Add(item);
        _items[index] = _items[^1];
        Truncate(Count - 1);
    }

    public void Truncate(int count) => _items.RemoveRange(count, _items.Count - count);

    public void RemoveAll(Predicate isUnwanted)
    {
        for (var i = _items.Count - 1; i >= 0; i--)
        {
            if (isUnwanted(_items[i].AsSpan()[..^1]))
            {
                _items.RemoveAt(i);
            }
        }
    }

    /// <summary>
    /// Creates the array of pointers that C expects, with a null after the last. They point into a pinned block and are valid while it is
    /// kept alive.
    /// </summary>
    public unsafe nint[] ToPointers(out byte[] block)
    {
        var length = 0;
        foreach (var item in _items)
        {
            length += item.Length;
        }

        block = GC.AllocateUninitializedArray<byte>(Math.Max(length, 1), pinned: true);
        var pointers = new nint[_items.Count + 1];
        var at = 0;
        fixed (byte* start = block)
        {
            for (var i = 0; i < _items.Count; i++)
            {
                _items[i].CopyTo(block, at);
                pointers[i] = (nint)(start + at);
                at += _items[i].Length;
            }
        }

        return pointers;
    }

    /// <summary>Whether an entry of an environment is the variable of that name.</summary>
    public static bool IsNamed(ReadOnlySpan<byte> variable, string name) =>
        variable.Length > name.Length && variable[name.Length] == (byte)'=' && Ascii.Equals(variable[..name.Length], name);
}
