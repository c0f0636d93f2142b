using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>How an option stands on the command line. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum OptionForm
{
    /// <summary><c>--country de</c>; of several, the last counts.</summary>
    Value,

    /// <summary><c>--verbose</c> or <c>--no-verbose</c>.</summary>
    Flag,

    /// <summary><c>--tag a --tag b</c> or <c>--tag a,b</c>.</summary>
    List,
}
