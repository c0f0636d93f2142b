namespace Daemonize.ServiceFiles;

/// <summary>A file that a service manager or a tool of the system reads.</summary>
/// <param name="Name">What it is called, without a directory.</param>
/// <param name="Text">What is in it.</param>
internal sealed record ServiceFile(string Name, string Text);
