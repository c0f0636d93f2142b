using Daemonize.Generator.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace Daemonize.Generator.Analysis.Body;

/// <summary>Recognizes calls that wait for time to pass or for another thread.</summary>
internal static class Waits
{
    public static bool IsWait(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        return method.Name switch
        {
            "Sleep" or "Join" => method.IsMemberOf("System.Threading", "Thread"),
            "Delay" => method.IsMemberOf("System.Threading.Tasks", "Task"),
            "WaitOne" or "WaitAny" or "WaitAll" =>
                method.IsMemberOf("System.Threading", "WaitHandle") || method.IsMemberOf("System.Threading.Tasks", "Task"),
            "WaitForNextTickAsync" => method.IsMemberOf("System.Threading", "PeriodicTimer"),
            "Wait" or "WaitAsync" =>
                method.IsMemberOf("System.Threading", "SemaphoreSlim") || method.IsMemberOf("System.Threading", "ManualResetEventSlim")
                || method.IsMemberOf("System.Threading", "CountdownEvent") || method.IsMemberOf("System.Threading", "Monitor"),
            _ => false,
        };
    }
}
