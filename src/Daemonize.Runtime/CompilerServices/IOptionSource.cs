using System.ComponentModel;

namespace Daemonize.CompilerServices;

/// <summary>
/// Options that can be written as text. Implemented explicitly, because an option could have the name of the method.
/// </summary>
/// <remarks>A contract with the generator of the same version only: do not use it in your own code.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOptionSource
{
    /// <summary>Writes the options that are set.</summary>
    void WriteTo(OptionWriter writer);
}
