using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>The form of an option on the command line.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum OptionForm
{
    /// <summary><c>--country de</c>; if it is repeated, the last value counts.</summary>
    Value,

    /// <summary><c>--verbose</c> or <c>--no-verbose</c>.</summary>
    Flag,

    /// <summary><c>--tag a --tag b</c> or <c>--tag a,b</c>.</summary>
    List,
}
