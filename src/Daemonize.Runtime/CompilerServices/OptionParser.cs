using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;

namespace Daemonize.CompilerServices;

/// <summary>Reads a value from text; returns false if the text is not a valid value.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate bool OptionParser<T>(string text, [MaybeNullWhen(false)] out T value);
