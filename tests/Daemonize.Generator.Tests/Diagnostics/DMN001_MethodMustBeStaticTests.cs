using Daemonize.CodeFixes;
using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN001_MethodMustBeStaticTests
{
    [Fact]
    public Task StaticMethodIsFine() => Verify.MembersAsync("[Daemon] internal static void Fetch() { }");

    [Fact]
    public Task InstanceMethodWithoutTheAttributeIsFine() => Verify.ProgramAsync("""
        internal class News
        {
            internal void Store() { }

            [Daemon]
            internal static void Fetch() { }
        }
        """);

    [Fact]
    public Task InstanceMethodIsMadeStatic() => Verify.FixAsync<MakeMethodStaticCodeFix>(
        """
        internal class News
        {
            // Keeps its comment.
            [Daemon]
            internal async Task {|DMN001:FetchAsync|}(CancellationToken stopping) => await Task.Delay(1, stopping);
        }
        """,
        """
        internal class News
        {
            // Keeps its comment.
            [Daemon]
            internal static async Task FetchAsync(CancellationToken stopping) => await Task.Delay(1, stopping);
        }
        """);

    [Fact]
    public Task AllInstanceMethodsAreMadeStatic() => Verify.FixAsync<MakeMethodStaticCodeFix>(
        """
        internal class News
        {
            [Daemon]
            internal void {|DMN001:Fetch|}() { }

            [Daemon]
            public void {|DMN001:Prune|}() { }
        }
        """,
        """
        internal class News
        {
            [Daemon]
            internal static void Fetch() { }

            [Daemon]
            public static void Prune() { }
        }
        """);

    [Fact]
    public Task VirtualMethodIsOnlyReported()
    {
        const string Source = """
            internal class News
            {
                [Daemon]
                internal virtual void {|DMN001:Fetch|}() { }
            }
            """;
        return Verify.FixAsync<MakeMethodStaticCodeFix>(Source, Source);
    }
}
