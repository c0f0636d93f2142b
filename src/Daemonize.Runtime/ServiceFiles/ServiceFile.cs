namespace Daemonize.ServiceFiles;

/// <summary>A file that a service manager or a tool of the system reads.</summary>
/// <param name="Name">The name of the file, without a directory.</param>
/// <param name="Text">The whole content of the file.</param>
internal sealed record ServiceFile(string Name, string Text);
