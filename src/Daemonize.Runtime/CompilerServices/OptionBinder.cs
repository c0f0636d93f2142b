using System.ComponentModel;
using Daemonize.Text;

namespace Daemonize.CompilerServices;

/// <summary>
/// The values of a daemon's options, each by its index in <see cref="DaemonDefinition.Options"/>. A text that is not a valid value is a
/// usage error and ends the command before anything is started.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionBinder
{
    private readonly DaemonDefinition _definition;
    private readonly SuppliedOptions _given;

    internal OptionBinder(DaemonDefinition definition, SuppliedOptions given)
    {
        _definition = definition;
        _given = given;
    }

    /// <summary>Gets the value, or <paramref name="fallback"/> if none is given.</summary>
    public T Get<T>(int index, OptionParser<T> parse, T fallback) =>
        Find(index) is { } given ? Read(index, given.Source, given.Texts[^1], parse) : fallback;

    /// <summary>Gets the value, or null if none is given.</summary>
    public T? GetValueOrNull<T>(int index, OptionParser<T> parse)
        where T : struct => Find(index) is { } given ? Read(index, given.Source, given.Texts[^1], parse) : null;

    /// <inheritdoc cref="GetValueOrNull{T}"/>
    public T? GetOrNull<T>(int index, OptionParser<T> parse)
        where T : class => Find(index) is { } given ? Read(index, given.Source, given.Texts[^1], parse) : null;

    /// <summary>Gets the value; throws if none is given.</summary>
    public T GetRequired<T>(int index, OptionParser<T> parse) =>
        Find(index) is { } given ? Read(index, given.Source, given.Texts[^1], parse) : throw Missing(index);

    /// <summary>Gets the values, or null if none are given.</summary>
    public T[]? GetList<T>(int index, OptionParser<T> parse) => Find(index) is { } given ? ReadList(index, given, parse) : null;

    /// <summary>Gets the values; throws if none are given.</summary>
    public T[] GetRequiredList<T>(int index, OptionParser<T> parse) =>
        Find(index) is { } given ? ReadList(index, given, parse) : throw Missing(index);

    private GivenOption? Find(int index) => _given.Find(_definition.Options[index]);

    private T Read<T>(int index, OptionSource source, string text, OptionParser<T> parse)
    {
        try
        {
            // .NET accepts numbers that end in NUL. A command line cannot contain a NUL, but the text of a handle can.
            return !text.Contains('\0') && parse(text, out var value) ? value : throw Refuse("");
        }
        catch (Exception exception) when (exception is not DaemonException)
        {
            // A TryParse method of the user threw; it should have returned false.
            throw Refuse($": {OneLine.From(exception.Message)}");
        }

        DaemonException Refuse(string reason) => source.Refuse(
            $"takes {_definition.Options[index].Accepted}, not '{OneLine.From(text)}'{reason}",
            source.IsVariable ? ServiceLink.FindWayOut(source.ToString(), text) : null);
    }

    private T[] ReadList<T>(int index, GivenOption given, OptionParser<T> parse)
    {
        List<T> values = [];
        foreach (var text in given.Texts)
        {
            foreach (var item in OptionList.Split(text))
            {
                values.Add(Read(index, given.Source, item, parse));
            }
        }

        return [.. values];
    }

    private DaemonException Missing(int index)
    {
        var option = _definition.Options[index];
        return new DaemonException(
            $"{_definition.Name} needs --{option.Name} (or {option.Variable}): {option.Accepted}", DaemonExitCode.Usage);
    }
}
