using System.ComponentModel;
using System.Text;
using Daemonize.Text;

namespace Daemonize.CompilerServices;

/// <summary>
/// Writes the options that C# code passes to a handle as the text that the daemon reads. They go in environment variables, because every
/// user can see a command line.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionWriter
{
    private readonly OptionDefinition[] _options;
    private readonly SuppliedOptions _given;

    internal OptionWriter(OptionDefinition[] options, SuppliedOptions given)
    {
        _options = options;
        _given = given;
    }

    /// <summary>Writes an option, if it is set.</summary>
    public void Add<T>(int index, T? value, OptionParser<T> parse, Func<T, string> format)
        where T : class
    {
        if (value is not null)
        {
            Write(index, ToText(index, value, parse, format));
        }
    }

    /// <inheritdoc cref="Add{T}(int, T, OptionParser{T}, Func{T, string})"/>
    public void Add<T>(int index, T? value, OptionParser<T> parse, Func<T, string> format)
        where T : struct
    {
        if (value is { } set)
        {
            Write(index, ToText(index, set, parse, format));
        }
    }

    /// <summary>Writes an option with several values, if it is set.</summary>
    public void AddList<T>(int index, IEnumerable<T>? values, OptionParser<T> parse, Func<T, string> format)
    {
        if (values is null)
        {
            return;
        }

        List<string> texts = [];
        foreach (var value in values)
        {
            texts.Add(ToText(index, value, parse, format));
        }

        Write(index, texts is [""] ? throw Refuse(index, "a list of one empty text") : OptionList.Join(texts));
    }

    // An empty variable counts as unset, so an empty value goes on the command line; it is not secret.
    private void Write(int index, string text)
    {
        var option = _options[index];
        _given.RemoveArguments(option.Name);
        if (text.Length == 0)
        {
            _given.AddArgument(option.Name, text);
        }
        else
        {
            _given.SetVariable(option.Variable, text);
        }
    }

    /// <summary>Gets the text of a value. Throws if the daemon would not read the text back as the same value.</summary>
    private string ToText<T>(int index, T value, OptionParser<T> parse, Func<T, string> format)
    {
        var text = format(value);
        return IsCString(text) && parse(text, out var back)
            && (EqualityComparer<T>.Default.Equals(value, back) || (value is not IEquatable<T> && format(back) == text))
            ? text
            : throw Refuse(index, $"'{OneLine.From(text)}'");
    }

    /// <summary>Whether a text arrives unchanged: a NUL would end it, and half of a surrogate pair has no UTF-8 form.</summary>
    private static bool IsCString(string text) => !text.Contains('\0') && Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;

    private ArgumentException Refuse(int index, string value) =>
        new($"{value} cannot be handed to the daemon as --{_options[index].Name}, which takes {_options[index].Accepted}");
}
