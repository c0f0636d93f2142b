using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Daemonize.Generated;

/// <summary>Reads a value from text; false when the text is not one. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool OptionParser<T>(string text, [MaybeNullWhen(false)] out T value);
