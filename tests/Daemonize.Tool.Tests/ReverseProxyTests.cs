using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Programs = Daemonize.EndToEnd.Tests.Infrastructure.Tools;

namespace Daemonize.Tool.Tests;

/// <summary>The page behind a real reverse proxy, nginx(8), below a path: as docs/control-room.md says how.</summary>
public sealed class ReverseProxyTests : WebTest
{
    private const string Public = "http://ops.example.com/daemons/";

    [Fact]
    public async Task PageWorksBehindNginxBelowAPath()
    {
        var daemon = await StartAsync("wait");
        var link = await StartWebAsync("--control", $"--public={Public}");
        Assert.StartsWith(Public + "#login=", link, StringComparison.Ordinal);
        using var nginx = await StartNginxAsync();
        var client = ThroughNginx();

        using var page = await client.GetAsync("", Cancelled);
        var html = await page.Content.ReadAsStringAsync(Cancelled);
        Assert.Contains("<script src=\"app.js\" type=\"module\">", html, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, "app.js"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, "api/v1/daemons"));

        var session = await ReadAsync(await PostAsync(client, "api/v1/session", $$"""{"code":"{{CodeOf(link)}}"}"""));
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(session, "token"));
        var id = Text(await FindAsync(client, daemon), "id")!;
        using (var events = await EventReader.OpenAsync(client, "api/v1/events"))
        {
            Assert.Equal("snapshot", (await events.ReadAsync())!.Value.Name);
        }

        Assert.Equal(0, (await CallAsync(client, id, "stop")).GetProperty("exitCode").GetInt32());
        Assert.False(daemon.IsRunning);

        // Whoever asks for the server by another name is refused, also through the proxy.
        client.DefaultRequestHeaders.Host = "evil.example.com";
        Assert.Equal(HttpStatusCode.MisdirectedRequest, await StatusAsync(client, "api/v1/daemons"));
        nginx.Kill();
        CloseAll();
    }

    private string ProxySocket => Path.Combine(Sandbox.Root, "nginx.sock");

    private HttpClient ThroughNginx() => Use(new HttpClient(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ProxySocket), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = new Uri(Public) });

    /// <summary>Starts nginx in the foreground, with one process and its files in the sandbox.</summary>
    private async Task<RunningCommand> StartNginxAsync()
    {
        var folder = Sandbox.Create("nginx");
        var configuration = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(
            configuration,
            $$"""
            daemon off;
            master_process off;
            pid {{folder}}/nginx.pid;
            error_log stderr;
            events { }
            http {
              access_log off;
              client_body_temp_path {{folder}}/body;
              proxy_temp_path {{folder}}/proxy;
              fastcgi_temp_path {{folder}}/fastcgi;
              uwsgi_temp_path {{folder}}/uwsgi;
              scgi_temp_path {{folder}}/scgi;
              server {
                listen unix:{{ProxySocket}};
                location /daemons/ {
                  proxy_pass http://unix:{{SocketPath}}:/;
                  proxy_http_version 1.1;
                  proxy_set_header Host $http_host;
                }
              }
            }
            """,
            Cancelled);
        var nginx = Sandbox.Begin(Programs.Nginx, "-p", folder, "-c", configuration);
        await Wait.UntilAsync(() => File.Exists(ProxySocket), "nginx listens");
        return nginx;
    }
}
