using System.Globalization;
using System.Threading.Channels;
using Daemonize;
using Stream;

if (args is not ["channels", ..])
{
    return Daemons.Run(args);
}

// The same pipeline written by hand without a library: channels FILE COUNT ROUNDS CAPACITY.
var run = new Run(long.Parse(args[2], CultureInfo.InvariantCulture), int.Parse(args[3], CultureInfo.InvariantCulture), args[1]);
var channel =
    Channel.CreateBounded<long>(new BoundedChannelOptions(int.Parse(args[4], CultureInfo.InvariantCulture)) { SingleWriter = true });
var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(WorkAsync)).ToArray();
foreach (var value in run.Values())
{
    await channel.Writer.WriteAsync(value);
}

channel.Writer.Complete();
await Task.WhenAll(workers);
return 0;

async Task WorkAsync()
{
    await foreach (var value in channel.Reader.ReadAllAsync())
    {
        run.Handle(value);
    }
}
