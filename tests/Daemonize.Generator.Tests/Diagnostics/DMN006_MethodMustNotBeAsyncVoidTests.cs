using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN006_MethodMustNotBeAsyncVoidTests
{
    [Fact]
    public Task AsyncVoidIsReported() =>
        Verify.MembersAsync("[Daemon] internal static async {|DMN006:void|} Fetch() => await Task.Yield();");

    [Fact]
    public Task AsyncTaskIsFine() => Verify.MembersAsync(
        "[Daemon] internal static async Task Fetch(CancellationToken stopping) => await Task.Delay(1, stopping);");

    [Fact]
    public Task PlainVoidIsFine() => Verify.MembersAsync("[Daemon] internal static void Fetch() { }");

    [Fact]
    public Task AsyncPartOfPartialMethodIsReported() => Verify.ProgramAsync("""
        internal static partial class News
        {
            [Daemon]
            internal static partial {|DMN006:void|} Fetch();

            internal static async partial void Fetch() => await Task.Yield();
        }
        """);

    [Fact]
    public Task MarkOnTheImplementingPartIsReportedOnce() => Verify.ProgramAsync("""
        internal static partial class News
        {
            internal static partial void Fetch();

            [Daemon]
            internal static async partial {|DMN006:void|} Fetch() => await Task.Yield();
        }
        """);
}
