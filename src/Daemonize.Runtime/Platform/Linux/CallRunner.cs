using System.Runtime.InteropServices;

namespace Daemonize.Platform.Linux;

/// <summary>
/// The machine code that makes the calls of a <see cref="CallList"/>. Its source is eng/call-runner/call-runner.S;
/// <c>eng/call-runner/build</c> prints these bytes, and CallListTests compares them.
/// </summary>
internal static class CallRunner
{
    private static ReadOnlySpan<byte> X64 =>
    [
        0xf3, 0x0f, 0x1e, 0xfa,             //         endbr64
        0x49, 0x89, 0xf9,                   //         mov    r9,rdi            the first step
        0x49, 0x8b, 0x01,                   // next:   mov    rax,[r9]          the number of the call
        0x48, 0x85, 0xc0,                   //         test   rax,rax
        0x78, 0x39,                         //         js     done
        0x49, 0x8b, 0x79, 0x08,             //         mov    rdi,[r9+0x8]      its arguments
        0x49, 0x8b, 0x71, 0x10,             //         mov    rsi,[r9+0x10]
        0x49, 0x8b, 0x51, 0x18,             //         mov    rdx,[r9+0x18]
        0x4d, 0x8b, 0x51, 0x20,             //         mov    r10,[r9+0x20]
        0x4d, 0x8b, 0x41, 0x28,             //         mov    r8,[r9+0x28]
        0x0f, 0x05,                         //         syscall
        0x49, 0x89, 0x41, 0x30,             //         mov    [r9+0x30],rax     its result
        0x48, 0x3d, 0x01, 0xf0, 0xff, 0xff, //         cmp    rax,-4095
        0x73, 0x11,                         //         jae    failed
        0x48, 0x85, 0xc0,                   //         test   rax,rax
        0x74, 0x06,                         //         je     zero
        0x4d, 0x8b, 0x49, 0x48,             //         mov    r9,[r9+0x48]
        0xeb, 0xcb,                         //         jmp    next
        0x4d, 0x8b, 0x49, 0x40,             // zero:   mov    r9,[r9+0x40]
        0xeb, 0xc5,                         //         jmp    next
        0x4d, 0x8b, 0x49, 0x38,             // failed: mov    r9,[r9+0x38]
        0xeb, 0xbf,                         //         jmp    next
        0xc3,                               // done:   ret
    ];

    private static ReadOnlySpan<byte> Arm64 =>
    [
        0x5f, 0x24, 0x03, 0xd5, //         bti    c
        0xe9, 0x03, 0x00, 0xaa, //         mov    x9, x0            the first step
        0x28, 0x01, 0x40, 0xf9, // next:   ldr    x8, [x9]          the number of the call
        0xe8, 0x01, 0xf8, 0xb7, //         tbnz   x8, #63, done
        0x20, 0x85, 0x40, 0xa9, //         ldp    x0, x1, [x9, #8]  its arguments
        0x22, 0x8d, 0x41, 0xa9, //         ldp    x2, x3, [x9, #24]
        0x24, 0x15, 0x40, 0xf9, //         ldr    x4, [x9, #40]
        0x01, 0x00, 0x00, 0xd4, //         svc    #0
        0x20, 0x19, 0x00, 0xf9, //         str    x0, [x9, #48]     its result
        0x1f, 0xfc, 0x3f, 0xb1, //         cmn    x0, #4095
        0xc2, 0x00, 0x00, 0x54, //         b.hs   failed
        0x60, 0x00, 0x00, 0xb4, //         cbz    x0, zero
        0x29, 0x25, 0x40, 0xf9, //         ldr    x9, [x9, #72]
        0xf5, 0xff, 0xff, 0x17, //         b      next
        0x29, 0x21, 0x40, 0xf9, // zero:   ldr    x9, [x9, #64]
        0xf3, 0xff, 0xff, 0x17, //         b      next
        0x29, 0x1d, 0x40, 0xf9, // failed: ldr    x9, [x9, #56]
        0xf1, 0xff, 0xff, 0x17, //         b      next
        0xc0, 0x03, 0x5f, 0xd6, // done:   ret
    ];

    /// <summary>Gets the code for an architecture; empty if there is none.</summary>
    public static ReadOnlySpan<byte> CodeFor(Architecture architecture) => architecture switch
    {
        Architecture.X64 => X64,
        Architecture.Arm64 => Arm64,
        _ => [],
    };
}
