namespace Daemonize.Hosting;

/// <summary>
/// Marks a static method that takes an <c>IHostApplicationBuilder</c> and configures what the daemon methods of its type are given: a parameter that no text of
/// the command line can be read as is a service then, resolved in a separate scope for each tick. The host lives as long as the daemon, from before OnStart
/// until after OnStop; when it cannot start, neither can the daemon.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DaemonServicesAttribute : Attribute;
