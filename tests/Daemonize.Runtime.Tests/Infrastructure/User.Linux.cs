using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Infrastructure;

/// <summary>The user that the tests run as.</summary>
internal static class User
{
    private const long Nobody = 65534;
    private const long Unchanged = -1;

    public static bool IsRoot => Libc.geteuid() == 0;

    public static uint EffectiveId => Libc.geteuid();

    /// <summary>
    /// Runs an action as an unprivileged user. To the kernel, a user id belongs to a thread; only the C library's setresuid changes all
    /// threads. The plain system call changes one thread, which ends with the action.
    /// </summary>
    public static void RunUnprivileged(Action work)
    {
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (IsRoot)
                {
                    var setresuid = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? 147 : 117;
                    Assert.Equal(0, Libc.syscall(setresuid, Unchanged, Nobody, Unchanged, 0));
                }

                Assert.False(IsRoot);
                work();
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        });
        thread.Start();
        thread.Join();
        failure?.Throw();
    }
}
