using Daemonize.Platform.Linux;

namespace Daemonize.Commands;

/// <summary>Standard output, with a header whenever another daemon's log has its turn, as tail(1) prints it.</summary>
internal sealed class LogOutput(bool withHeaders)
{
    private string? _current;

    /// <summary>Whether nobody reads any more.</summary>
    public bool IsClosed { get; private set; }

    public void Write(string name, ReadOnlySpan<byte> text)
    {
        if (withHeaders && _current != name)
        {
            Terminal.Write($"{(_current is null ? "" : "\n")}==> {name} <==\n");
            _current = name;
        }

        IsClosed |= !Terminal.TryWrite(text);
    }
}
