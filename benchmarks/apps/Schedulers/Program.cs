using System.Globalization;
using Coravel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using Schedulers;

// Schedulers from NuGet: schedulers quartz|coravel INTERVAL_MS COUNT FILE. Coravel ticks once per second whatever the interval is: it has
// no finer one.
var interval = TimeSpan.FromMilliseconds(int.Parse(args[1], CultureInfo.InvariantCulture));
var notes = new Notes(int.Parse(args[2], CultureInfo.InvariantCulture), args[3]);
var builder = Host.CreateApplicationBuilder();
builder.Logging.ClearProviders();
if (args[0] == "quartz")
{
    builder.Services.AddSingleton(new NoteJob(notes, interval));
    builder.AddQuartz(quartz => quartz.ScheduleJob<NoteJob>(trigger => trigger.StartNow().WithSimpleSchedule(interval)));
    builder.AddQuartzHostedService();
}
else
{
    builder.Services.AddScheduler();
}

using var host = builder.Build();
if (args[0] == "coravel")
{
    // Coravel does not report slots: a tick belongs to the second of the wall clock in which it runs.
    host.Services.UseScheduler(
        scheduler => scheduler.Schedule(() => notes.Add(DateTime.UtcNow.Ticks / TimeSpan.TicksPerSecond)).EverySecond());
}

await host.StartAsync();
await notes.Full;
notes.Write();
await host.StopAsync();
