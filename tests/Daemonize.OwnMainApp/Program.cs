using System.Diagnostics;
using Daemonize;

namespace OwnMainApp;

/// <summary>A program whose own <c>Main</c> misbehaves before it calls <c>Daemons.Run</c>: in the daemon, before it is ready.</summary>
internal static class Program
{
    /// <summary>Does nothing until it is asked to stop.</summary>
    [Daemon]
    internal static Task Wait(CancellationToken stopping) => Task.Delay(Timeout.Infinite, stopping);

    /// <summary>The same once more.</summary>
    [Daemon]
    internal static Task Patient(CancellationToken stopping) => Wait(stopping);

    private static int Main(string[] args)
    {
        if (args is ["@describe", ..])
        {
            // Not reached: this verb ends before Main.
            return 9;
        }

        if (args is not ["@daemon", ..])
        {
            return Daemons.Run(args);
        }

        // Waits forever, so the daemon never becomes ready.
        switch (Environment.GetEnvironmentVariable("OWNMAIN_DOES"))
        {
            case "throw":
                throw new InvalidOperationException("no coffee");
            case "exit":
                Console.Error.WriteLine("out of coffee");
                return 3;
            case "succeed":
                return 0;
            case "breed":
                Process.Start("sleep", "1000");
                return 3;
            case "breed-and-block":
                Process.Start("sleep", "1000");

                // Not for an event: this Main never comes to its daemon, and the test ends the process.
                Thread.Sleep(Timeout.Infinite);
                break;
            case "die":
                Process.GetCurrentProcess().Kill();
                break;
            case "block":
                // For no event, as above.
                Thread.Sleep(Timeout.Infinite);
                break;
            case "hold":
                // Opening a FIFO waits for the other end: the test knows that the daemon is here, and the daemon continues when the test
                // lets it.
                _ = File.ReadAllText(Environment.GetEnvironmentVariable("OWNMAIN_FIFO")!);
                break;
            case "hold-and-block":
                using (File.OpenRead(Environment.GetEnvironmentVariable("OWNMAIN_FIFO")!))
                {
                    // For no event, as above.
                    Thread.Sleep(Timeout.Infinite);
                }

                break;
        }

        return Daemons.Run(args);
    }
}
