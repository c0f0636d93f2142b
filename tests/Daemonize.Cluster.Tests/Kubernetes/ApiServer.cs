using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Daemonize.Cluster.Kubernetes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Daemonize.Cluster.Tests.Kubernetes;

/// <summary>An HTTP server that answers as an API server does for the Lease objects of the namespace <c>news</c>.</summary>
public sealed class ApiServer : StoreServer
{
    private WebApplication? _application;

    public override TimeSpan ShortLease => TimeSpan.FromMilliseconds(200);

    public override int ManyShards => 200;

    public override int Callers => 30;

    public override int CallsOfEachCaller => 60;

    /// <summary>The objects.</summary>
    public ApiObjects Objects { get; } = new();

    /// <summary>The certificate for TLS; null for none.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>The token that requests must have; null for none.</summary>
    public string? Token { get; set; }

    /// <summary>What the server answers to all requests, if it does not serve them.</summary>
    public (HttpStatusCode Status, JsonNode Body)? Refusal { get; set; }

    /// <summary>How far the server's clock is ahead of that of this machine.</summary>
    public TimeSpan Ahead { get; set; } = TimeSpan.FromDays(-1000);

    /// <summary>Completes when the server may answer.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>The address, as URLs have it.</summary>
    public string Address { get; private set; } = "";

    public override async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (Certificate is not null)
            {
                listen.UseHttps(Certificate);
            }
        }));
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync();
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new Uri(addresses.Single()).Authority;
    }

    public override ValueTask StartAsync() => ValueTask.CompletedTask;

    public override ClusterStore Open() => KubernetesStore.Open($"kubernetes://{Address}/news?insecure=1");

    public override async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
        await base.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await Gate.WaitAsync(context.RequestAborted);
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var (status, body) = Refusal ?? Answer(context.Request, text.Length > 0 ? JsonNode.Parse(text) : null);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        // As it is when the answer is written; the server has a time that is up to a second old.
        context.Response.Headers.Date = (DateTimeOffset.UtcNow + Ahead).ToString("R");
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted);
    }

    private (HttpStatusCode Status, JsonNode Body) Answer(HttpRequest request, JsonNode? body)
    {
        const string Leases = "/apis/coordination.k8s.io/v1/namespaces/news/leases";
        var path = request.Path.Value!;
        var name = path.StartsWith(Leases + "/", StringComparison.Ordinal) ? path[(Leases.Length + 1)..] : null;
        if (Token is not null && request.Headers.Authorization != $"Bearer {Token}")
        {
            return ApiObjects.Error(HttpStatusCode.Unauthorized, "Unauthorized");
        }
        return (request.Method, name) switch
        {
            _ when name is null && path != Leases => ApiObjects.Error(HttpStatusCode.NotFound, "namespaces not found"),
            ("GET", null) => Objects.List(request.Query["labelSelector"]),
            ("GET", _) => Objects.Get(name),
            ("POST", null) => Objects.Create(body!.AsObject()),
            ("PUT", not null) => Objects.Replace(name, body!.AsObject()),
            ("DELETE", not null) => Objects.Remove(name, body),
            _ => ApiObjects.Error(HttpStatusCode.MethodNotAllowed, "method"),
        };
    }
}
