using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>One option of a daemon, as data: a parameter of its method.</summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionDefinition
{
    /// <summary>The name without its dashes, such as <c>api-key</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The environment variable that sets the option if the command line does not, such as <c>NEWSAPP_API_KEY</c>.</summary>
    public required string Variable { get; init; }

    /// <summary>The accepted values, as a phrase for messages: <c>a whole number from 0 to 255</c>.</summary>
    public required string Accepted { get; init; }

    /// <summary>The letter of the short form, or NUL for none.</summary>
    public char Alias { get; init; }

    /// <summary>The form of the option on the command line.</summary>
    public OptionForm Form { get; init; }

    /// <summary>
    /// Whether the value is the path of a file or directory, which must be made absolute before the daemon leaves the caller's directory.
    /// </summary>
    public bool IsPath { get; init; }
}
