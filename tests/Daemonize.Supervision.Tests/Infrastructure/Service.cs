using System.Globalization;

namespace Daemonize.Supervision.Tests.Infrastructure;

/// <summary>A unit of the container's systemd, with its own directory for the daemon's output.</summary>
internal sealed class Service
{
    private readonly SystemdMachine _machine;
    private readonly string _directory;

    private Service(SystemdMachine machine, string name, string directory)
    {
        _machine = machine;
        Name = name;
        _directory = directory;
    }

    /// <summary>The name of the unit, including <c>.service</c>.</summary>
    public string Name { get; }

    /// <summary>Writes a unit whose section [Service] is <paramref name="service"/>, and reloads systemd.</summary>
    public static async Task<Service> CreateAsync(SystemdMachine machine, string name, string service)
    {
        var created = new Service(machine, name + ".service", $"/var/tmp/{name}.service");
        Directory.CreateDirectory(machine.PathOf(created._directory));
        await File.WriteAllTextAsync(
            machine.PathOf($"/etc/systemd/system/{created.Name}"),
            $"""
            [Unit]
            Description=A test
            StartLimitIntervalSec=0

            [Service]
            Environment=SERVICEAPP_OUTPUT={created._directory}
            Environment=DOTNET_ROOT={SystemdMachine.DotnetRoot}
            RuntimeDirectory={name}
            LogsDirectory={name}
            {service}
            """);
        (await machine.RunAsync("systemctl", "daemon-reload")).Succeeds();
        return created;
    }

    /// <summary>Writes the units that the program prints, and reloads systemd. The daemon must write to its state directory.</summary>
    public static async Task<Service> WriteAsync(SystemdMachine machine, string name, params string[] args)
    {
        var written = new Service(machine, name + ".service", $"/var/lib/private/{name}");
        (await machine.RunAsync("rm", "-rf", written._directory)).Succeeds();
        foreach (var (file, text) in await ServiceCommand.PrintUnitsAsync(args))
        {
            await File.WriteAllTextAsync(machine.PathOf($"/etc/systemd/system/{file}"), text);
        }

        (await machine.RunAsync("systemctl", "daemon-reload")).Succeeds();
        return written;
    }

    /// <summary>Applies a verb of systemctl(1) to the unit, which must succeed.</summary>
    public async Task DoAsync(string verb)
    {
        var result = await _machine.RunAsync("systemctl", verb, Name);
        Assert.True(result.ExitCode == 0, $"{result}\n{await TailAsync()}");
    }

    /// <summary>Gets a property of the unit.</summary>
    public async Task<string> ReadAsync(string property) =>
        (await _machine.RunAsync("systemctl", "show", "--value", "--property", property, Name)).Succeeds().Output.Trim();

    public async Task<int> ReadNumberAsync(string property) => int.Parse(await ReadAsync(property), CultureInfo.InvariantCulture);

    /// <summary>Waits until systemd reports the wanted value.</summary>
    public Task WaitForAsync(string property, Predicate<string> isWanted) =>
        Wait.ForAnswerAsync(() => ReadAsync(property), isWanted, $"{property} is as wanted", TailAsync);

    /// <summary>Gets the text that the daemon has written; empty if there is none.</summary>
    public string Written(string file) => TextFile.TryRead(PathOf(file)) ?? "";

    /// <summary>Waits until the daemon has written exactly that text.</summary>
    public Task WaitForWrittenAsync(string file, string text) => Wait.UntilAsync(() => Written(file) == text, $"{file} is {text}");

    public string PathOf(string file) => _machine.PathOf($"{_directory}/{file}");

    private async Task<string> TailAsync() => (await _machine.RunAsync("journalctl", "--unit", Name, "--lines", "50")).Output;

    /// <summary>Reads the journal of the unit, one object per record.</summary>
    public async Task<List<(string Priority, string Message)>> ReadJournalAsync()
    {
        // Output may still be in a pipe of the journal.
        (await _machine.RunAsync("journalctl", "--sync")).Succeeds();
        List<(string, string)> records = [];
        var lines = (await _machine.RunAsync("journalctl", "--unit", Name, "--output", "json")).Succeeds().Output;
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var record = System.Text.Json.JsonDocument.Parse(line);
            records.Add((record.RootElement.GetProperty("PRIORITY").GetString()!, record.RootElement.GetProperty("MESSAGE").GetString()!));
        }

        return records;
    }
}
