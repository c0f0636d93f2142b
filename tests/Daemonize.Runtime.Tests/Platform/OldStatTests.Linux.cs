using Daemonize.Platform.Linux;

namespace Daemonize.Tests.Platform;

/// <summary>The replacement for statx(2) where a sandbox denies it.</summary>
public sealed unsafe class OldStatTests
{
    [Theory]
    [InlineData("/proc/self/exe", 0)]
    [InlineData("/proc/self/exe", Libc.AT_SYMLINK_NOFOLLOW)]
    [InlineData("/etc/passwd", 0)]
    [InlineData("/etc/shadow", 0)]
    [InlineData("/", 0)]
    [InlineData("/dev/null", 0)]
    public void SaysTheSame(string path, int flags)
    {
        Libc.statx_t expected;
        Assert.Equal(0, Libc.statx(Libc.AT_FDCWD, path, flags, Libc.STATX_BASIC_STATS, &expected));
        Assert.Equal(0, OldStat.Read(Libc.AT_FDCWD, path, flags, out var actual));
        Assert.Equal(expected.stx_nlink, actual.stx_nlink);
        Assert.Equal((expected.stx_uid, expected.stx_gid), (actual.stx_uid, actual.stx_gid));
        Assert.Equal(expected.stx_mode, actual.stx_mode);
        Assert.Equal(expected.stx_ino, actual.stx_ino);
        Assert.Equal(expected.stx_size, actual.stx_size);
        Assert.Equal((expected.stx_mtime.tv_sec, expected.stx_mtime.tv_nsec), (actual.stx_mtime.tv_sec, actual.stx_mtime.tv_nsec));
        Assert.Equal((expected.stx_dev_major, expected.stx_dev_minor), (actual.stx_dev_major, actual.stx_dev_minor));
    }

    [Fact]
    public void ReadsWhatADescriptorHasOpenAndGivesTheError()
    {
        using var file = Descriptor.OpenNull();
        Assert.Equal(0, OldStat.Read(file.Number, "", Libc.AT_EMPTY_PATH, out var facts));
        Assert.Equal(0x2000, facts.stx_mode & Libc.S_IFMT);
        Assert.Equal(Libc.ENOENT, OldStat.Read(Libc.AT_FDCWD, "/nowhere/at/all", 0, out _));
    }
}
