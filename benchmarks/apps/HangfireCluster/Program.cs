using ClusterNotes;
using Hangfire;
using Hangfire.PostgreSql;
using HangfireCluster;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

// Hangfire with a recurring job each second. It asks the database each second whether jobs are due or in its queue (default: 15 s), and a
// lock whose owner has died is free after 15 s (default: 10 minutes); the rest are the defaults.
var builder = Host.CreateApplicationBuilder();
builder.Logging.SetMinimumLevel(LogLevel.Error);
var second = TimeSpan.FromSeconds(1);
var storage = new PostgreSqlStorageOptions { QueuePollInterval = second, DistributedLockTimeout = TimeSpan.FromSeconds(15) };
builder.Services.AddHangfire(
    hangfire => hangfire
        .UseSimpleAssemblyNameTypeSerializer()
        .UseRecommendedSerializerSettings()
        .UsePostgreSqlStorage(options => options.UseNpgsqlConnection(Tick.Variable("CLUSTER_DATABASE")), storage));
builder.Services.AddHangfireServer(server => server.SchedulePollingInterval = second);
using var host = builder.Build();
host.Services.GetRequiredService<IRecurringJobManager>()
    .AddOrUpdate<TickJob>("tick", job => job.RunAsync(null!, CancellationToken.None), "* * * * * *");
await host.RunAsync();
