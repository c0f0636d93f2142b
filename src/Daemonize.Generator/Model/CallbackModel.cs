namespace Daemonize.Generator.Model;

/// <summary>A method that the daemon calls in addition to the marked one.</summary>
/// <param name="FullName">The escaped and fully qualified name.</param>
/// <param name="Arguments">What it is called with, in order, as C#.</param>
/// <param name="Return">What it returns.</param>
/// <param name="Silenced">Ids of what the compiler says of every use of it.</param>
internal sealed record CallbackModel(string FullName, EquatableArray<string> Arguments, CallbackReturn Return, EquatableArray<string> Silenced);
