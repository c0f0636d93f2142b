using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

// A Worker Service as its template creates it, with a timer that does not drift. It logs to the console.
var builder = Host.CreateApplicationBuilder(args);
builder.Services.AddHostedService<ClockReader>();
builder.Build().Run();
