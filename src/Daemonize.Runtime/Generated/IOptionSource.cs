using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>
/// Options that can be written as text. Implemented explicitly, because an option could have the name of the method. For generated code
/// only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOptionSource
{
    /// <summary>Writes the options that are set.</summary>
    void WriteTo(OptionWriter writer);
}
