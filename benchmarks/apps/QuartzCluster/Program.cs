using ClusterNotes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using QuartzCluster;

// Quartz.NET with its clustered job store: a job each second that does not run twice at the same time. Check-in interval, thresholds and
// misfire policy are the defaults.
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Warning);
builder.AddQuartz(quartz =>
{
    quartz.UsePersistentStore(store =>
    {
        store.UsePostgres(Tick.Variable("CLUSTER_DATABASE"));
        store.UseClustering();
        store.ProvisionSchema();
    });
    quartz.ScheduleJob<TickJob>(trigger => trigger.WithIdentity("tick").WithCronSchedule("* * * * * ?"));
});
builder.AddQuartzHostedService(static service => service.WaitForJobsToComplete = true);
await builder.Build().RunAsync();
