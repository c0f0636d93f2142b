namespace Daemonize.Generator.Model;

/// <summary>A method that the daemon calls in addition to the marked one.</summary>
/// <param name="FullName">The escaped and fully qualified name.</param>
/// <param name="Arguments">The arguments of the call, in order, as C#.</param>
/// <param name="Return">The kind of the return value.</param>
/// <param name="Silenced">Ids of the compiler diagnostics that every use of the method causes.</param>
internal sealed record CallbackModel(
    string FullName, EquatableArray<string> Arguments, CallbackReturn Return, EquatableArray<string> Silenced);
