using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Generated;

/// <summary>Reads a value from text; returns false if the text is not a valid value. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool OptionParser<T>(string text, [MaybeNullWhen(false)] out T value);
