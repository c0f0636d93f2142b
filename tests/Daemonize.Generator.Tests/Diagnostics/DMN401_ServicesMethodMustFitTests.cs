using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN401_ServicesMethodMustFitTests
{
    [Theory]
    [InlineData("internal static void {|DMN401:Configure|}()")]
    [InlineData("internal static void {|DMN401:Configure|}(object builder)")]
    [InlineData("internal static void {|DMN401:Configure|}(ref IHostApplicationBuilder builder)")]
    [InlineData("internal static void {|DMN401:Configure|}(IHostApplicationBuilder builder, int number)")]
    [InlineData("internal static void {|DMN401:Configure|}<T>(IHostApplicationBuilder builder)")]
    [InlineData("private static void {|DMN401:Configure|}(IHostApplicationBuilder builder)")]
    [InlineData("internal static Task {|DMN401:Configure|}(IHostApplicationBuilder builder)")]
    [InlineData("#pragma warning disable CS1998\ninternal static async void {|DMN401:Configure|}(IHostApplicationBuilder builder)")]
    public Task OtherSignatureIsReportedOnce(string signature) => Verify.HostedAsync($$"""
        [Daemon] internal static void Fetch(Feed feed) { }
        [DaemonServices]
        {{signature}} => throw new Exception();
        """);

    [Fact]
    public Task SecondMethodIsReported() => Verify.HostedAsync("""
        [Daemon] internal static void Fetch(Feed feed) { }
        [DaemonServices] internal static void Configure(IHostApplicationBuilder builder) { }
        [DaemonServices] internal static void {|DMN401:Again|}(IHostApplicationBuilder builder) { }
        """);

    [Fact]
    public Task ServicesAndOptionsMix() => Verify.HostedAsync("""
        [Daemon] internal static int Fetch(Feed feed, string country, ILogger<Feed> logger, ILogger own, System.Collections.Generic.IEnumerable<Feed> all, Feed? other = null) => 0;
        [DaemonServices] internal static void Configure(IHostApplicationBuilder builder) { }
        """);

    [Fact]
    public Task WithoutConfigurationThereIsNoService() =>
        Verify.HostedAsync("[Daemon] internal static void Fetch({|DMN005:Feed|} feed) { }");

    [Theory]
    [InlineData("object")]
    [InlineData("(int, int)")]
    [InlineData("Feed[]")]
    public Task WhatCanBeNoServiceIsReported(string type) => Verify.HostedAsync($$"""
        [Daemon] internal static void Fetch({|DMN005:{{type}}|} feed) { }
        [DaemonServices] internal static void Configure(IHostApplicationBuilder builder) { }
        """);
}
