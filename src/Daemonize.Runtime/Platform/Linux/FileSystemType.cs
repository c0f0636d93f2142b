namespace Daemonize.Platform.Linux;

/// <summary>The file system under a path, as statfs(2) reports it.</summary>
internal static class FileSystemType
{
    /// <summary>Whether the file system at a path is writable; false if there is nothing at the path.</summary>
    /// <param name="path">The directory to look at.</param>
    /// <param name="isShared">Whether other machines may have the same files.</param>
    public static unsafe bool IsWritable(string path, out bool isShared)
    {
        Libc.statfs_t facts;
        if (Libc.statfs(path, &facts) != 0)
        {
            isShared = false;
            return false;
        }

        isShared = NameOf((uint)facts.f_type) is not null;
        return (facts.f_flags & Libc.ST_RDONLY) == 0;
    }

    /// <summary>
    /// Gets the name of the file system at a path if other machines may have the same files; null if they do not, or if the path leads to
    /// nothing.
    /// </summary>
    public static unsafe string? FindShared(string path)
    {
        Libc.statfs_t facts;
        return Libc.statfs(path, &facts) == 0 ? NameOf((uint)facts.f_type) : null;
    }

    /// <summary>
    /// Gets the name of a file system that more than one machine may have mounted; null for any other. Their locks are unreliable or
    /// missing, or held by other machines. FUSE is one: sshfs and the shared directories of virtual machines cannot be distinguished from
    /// local ones.
    /// </summary>
    /// <param name="number">The number in statfs(2).</param>
    internal static string? NameOf(uint number) => number switch
    {
        0x6969 => "NFS",
        0x517b => "SMB",
        0xff534d42 => "CIFS",
        0xfe534d42 => "SMB 2",
        0x5346414f => "AFS",
        0x6b414653 => "AFS of the kernel",
        0x73757245 => "Coda",
        0x00c36400 => "Ceph",
        0x01021997 => "9P",
        0x65735546 => "FUSE",
        0x7461636f => "OCFS2",
        0x01161970 => "GFS2",
        0x0bd00bd0 => "Lustre",
        0x47504653 => "GPFS",
        0x19830326 => "BeeGFS",
        0xaad7aaea => "PanFS",
        0x20030528 => "OrangeFS",
        _ => null,
    };
}
