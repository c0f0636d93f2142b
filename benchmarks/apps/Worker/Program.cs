using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

// A Worker Service as its template makes it, with a timer that does not drift. The console is its log.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<ClockReader>();
builder.Build().Run();
