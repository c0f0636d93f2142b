using Daemonize.Tool.Doctor.Starting;

namespace Daemonize.Tool.Tests.Doctor;

/// <summary>What the tool passes to its process in the sandbox.</summary>
public sealed class StartJobTests
{
    [Fact]
    public void PlanAndJobSurviveTheCommandLine()
    {
        var job = new StartJob("/tmp/x", StartPlan.Long, ["S1", "S20"])
        {
            Program = "newsapp",
            Daemon = "fetch",
            IsNumbered = true,
            Command = ["dotnet", "/srv/app.dll"],
            Options = ["--api-key=1,2 3", ""],
        };
        var read = StartJob.Parse(job.ToWords())!;
        Assert.Equal(job.ToWords(), read.ToWords());
        Assert.Equal((job.Plan, job.IsNumbered, 2), (read.Plan, read.IsNumbered, read.Options.Length));
        Assert.Null(StartJob.Parse(["/tmp/x", "1,2"]));
    }
}
