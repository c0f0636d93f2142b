using System.ComponentModel;

namespace Daemonize.Generated;

/// <summary>Options that can be written as text. Implemented explicitly, so that no option's name can clash with the method's. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IOptionSource
{
    /// <summary>Writes those that are set.</summary>
    void WriteTo(OptionWriter writer);
}
