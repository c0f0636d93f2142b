namespace Daemonize.Hosting;

/// <summary>
/// Marks a static method that takes an <c>IHostApplicationBuilder</c> and configures the services for the daemon methods of its type. A
/// parameter whose type cannot be read from the command line is then a service, resolved in a separate scope for each tick. The host lives
/// as long as the daemon, from before OnStart until after OnStop. If the host cannot start, the daemon cannot start either.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DaemonServicesAttribute : Attribute;
