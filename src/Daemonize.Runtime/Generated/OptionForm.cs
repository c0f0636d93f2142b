using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>The form of an option on the command line. For generated code only.</summary>
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
