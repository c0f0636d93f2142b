namespace Daemonize.Generator.Model;

/// <summary>What a signal does.</summary>
/// <param name="Signal">Its name.</param>
/// <param name="Handler">What is called; null for a signal that does nothing.</param>
internal sealed record SignalModel(string Signal, CallbackModel? Handler);
