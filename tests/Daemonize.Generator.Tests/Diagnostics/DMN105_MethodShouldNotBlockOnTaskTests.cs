using Daemonize.Generator.Tests.Infrastructure;

namespace Daemonize.Generator.Tests.Diagnostics;

public sealed class DMN105_MethodShouldNotBlockOnTaskTests
{
    [Theory]
    [InlineData("_ = task.{|DMN105:Result|};")]
    [InlineData("task.{|DMN105:Wait|}();")]
    [InlineData("task.{|DMN105:Wait|}(1000);")]
    [InlineData("task.GetAwaiter().{|DMN105:GetResult|}();")]
    [InlineData("task.ConfigureAwait(false).GetAwaiter().{|DMN105:GetResult|}();")]
    [InlineData("((Task)task).GetAwaiter().{|DMN105:GetResult|}();")]
    [InlineData("_ = value.{|DMN105:Result|};")]
    [InlineData("value.GetAwaiter().{|DMN105:GetResult|}();")]
    [InlineData("value.ConfigureAwait(false).GetAwaiter().{|DMN105:GetResult|}();")]
    [InlineData("Task.{|DMN105:WaitAll|}(task);")]
    [InlineData("Task.{|DMN105:WaitAny|}(task);")]
    [InlineData("_ = GetAsync().{|DMN105:Result|};")]
    [InlineData("_ = Task.Run(() => task.{|DMN105:Result|});")]
    public Task BlockingIsReported(string code) => InDaemonAsync(code);

    [Theory]
    [InlineData("task.Wait(stopping);")]
    [InlineData("Task.WaitAll([task], stopping);")]
    [InlineData("_ = nameof(task.Result);")]
    [InlineData("_ = ((System.Lazy<int>?)null)?.Value;")]
    public Task WaitThatHearsOfAStopIsFine(string code) => InDaemonAsync(code);

    [Theory]
    [InlineData("await task; _ = task.Result;")]
    [InlineData("await task.ConfigureAwait(false); _ = task.Result;")]
    [InlineData("await Task.WhenAll(task, Task.CompletedTask); _ = task.Result;")]
    [InlineData("await Task.WhenAll((Task[])[task]); _ = task.Result;")]
    [InlineData("if (task.IsCompletedSuccessfully) { _ = task.Result; }")]
    [InlineData("_ = task.ContinueWith(done => done.Result, stopping);")]
    public Task ResultOfACompleteTaskIsFine(string code) => InDaemonAsync(code);

    [Fact]
    public Task ResultBeforeTheAwaitIsReported() => InDaemonAsync("_ = task.{|DMN105:Result|}; await task;");

    [Fact]
    public Task BlockingInWhatADaemonCallsIsReported() => Verify.MembersAsync("""
        [Daemon(Interval = "1s")] internal static void Fetch() => Read(Task.FromResult(1));
        private static int Read(Task<int> task) => task.{|DMN105:Result|};
        private static int ReadOther(Task<int> task) => task.Result;
        """);

    [Fact]
    public Task OtherResultIsFine() => Verify.MembersAsync("""
        private sealed class Answer { public int Result => 1; public void Wait() { } }
        [Daemon(Interval = "1s")] internal static void Fetch() { var answer = new Answer(); answer.Wait(); Console.WriteLine(answer.Result); }
        """);

    private static Task InDaemonAsync(string code) => Verify.MembersAsync($$"""
        [Daemon]
        internal static async Task Fetch(CancellationToken stopping)
        {
            var task = GetAsync();
            var value = new ValueTask<int>(1);
            await Task.Delay(1, stopping);
            {{code}}
        }

        private static Task<int> GetAsync() => Task.FromResult(1);
        """);
}
