using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

// A Worker Service as its template creates it, with a timer that does not drift: worker INTERVAL_MS [log]. It logs to the console.
var interval = TimeSpan.FromMilliseconds(int.Parse(args[0], CultureInfo.InvariantCulture));
var builder = Host.CreateApplicationBuilder();
builder.Services.AddSingleton(new Pace(interval, Logs: args is [_, "log"]));
builder.Services.AddHostedService<ClockReader>();
builder.Build().Run();
