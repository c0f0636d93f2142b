namespace Daemonize.Text;

/// <summary>An option or variable with its value. A class: the JIT would compile lists of a struct at every start.</summary>
internal sealed record NameValue(string Name, string Text);
