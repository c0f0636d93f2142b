using System.Diagnostics;

namespace Daemonize.Package.Tests.Infrastructure;

/// <summary>
/// A user namespace in which the kernel starts programs for arm64 under qemu-user (binfmt_misc), so such a program can start itself again.
/// The registration belongs to the namespace: nothing changes for the rest of the machine. It needs Linux 6.7.
/// </summary>
internal sealed class Arm64Machine : IAsyncDisposable
{
    /// <summary>Where Debian has the emulator (package qemu-user-static).</summary>
    private const string Emulator = "/usr/bin/qemu-aarch64-static";

    /// <summary>Where Debian has the C library for arm64 (package libc6-arm64-cross), which a program finds below this directory.</summary>
    private const string Libraries = "/usr/aarch64-linux-gnu";

    /// <summary>The first bytes of an executable for arm64, and which of their bits count (elf(5)); F opens the emulator now.</summary>
    private const string Registration =
        @":arm64:M::\x7f\x45\x4c\x46\x02\x01\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\xb7\x00"
        + @":\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff"
        + $":{Emulator}:F";

    /// <summary>Registers the emulator, and keeps the namespace until its input ends.</summary>
    private const string Keeper = """
        mount -t binfmt_misc binfmt_misc "$1" && printf %s "$2" > "$1/register" && echo ready && exec cat
        """;

    private readonly Process _keeper;

    private Arm64Machine(Process keeper) => _keeper = keeper;

    /// <summary>Starts the machine. Fails with the reason if this system cannot have one.</summary>
    /// <param name="folder">The directory to create for the registration.</param>
    public static async Task<Arm64Machine> StartAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        string[] command = ["--user", "--map-root-user", "--mount", "sh", "-c", Keeper, "sh", folder, Registration];
        var keeper = Process.Start(new ProcessStartInfo("unshare", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var machine = new Arm64Machine(keeper);
        if (await keeper.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) != "ready")
        {
            var error = await keeper.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await machine.DisposeAsync();
            Assert.Fail($"cannot run programs for arm64: this takes Linux 6.7, user namespaces and {Emulator} (qemu-user-static). {error}");
        }

        return machine;
    }

    /// <summary>Creates a call of a program for arm64, to which arguments may be added.</summary>
    public ProcessStartInfo Program(string path)
    {
        string[] enter = ["--target", $"{_keeper.Id}", "--user", "--mount", "--preserve-credentials", "--", path];
        var program = new ProcessStartInfo("nsenter", enter);
        program.Environment["QEMU_LD_PREFIX"] = Libraries;
        return program;
    }

    public async ValueTask DisposeAsync()
    {
        _keeper.StandardInput.Close();
        await _keeper.WaitForExitAsync(TestContext.Current.CancellationToken);
        _keeper.Dispose();
    }
}
