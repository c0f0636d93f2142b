namespace Daemonize.Generator.Model;

/// <summary>The action for a signal.</summary>
/// <param name="Signal">The name of the signal.</param>
/// <param name="Handler">The method to call; null if the signal is ignored.</param>
internal sealed record SignalModel(string Signal, CallbackModel? Handler);
