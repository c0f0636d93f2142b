/*
 * Makes the system calls of a list (src/Daemonize.Runtime/Platform/Linux/CallList.cs), also in a child that shares the memory of the
 * process, where no managed code may run. It uses no stack and no register that a caller keeps, so a child that clone(2) made without a
 * stack leaves the parent's frames as they are.
 *
 * void run(struct step *step);
 *
 * struct step { long number, argument[5], result; struct step *failed, *zero, *positive; };
 *
 * The next step depends on the result: an error (-4095 to -1), zero, or anything else. A negative number of a call ends the list.
 * eng/call-runner/build prints the bytes that CallRunner.cs has; CallListTests compares them.
 */

#define NUMBER 0
#define ARGUMENT(n) (8 * (n))
#define RESULT 48
#define FAILED 56
#define ZERO 64
#define POSITIVE 72

    .text
    .globl run
run:
#if defined(__x86_64__)
    .intel_syntax noprefix
    endbr64
    mov r9, rdi
next:
    mov rax, [r9 + NUMBER]
    test rax, rax
    js done
    mov rdi, [r9 + ARGUMENT(1)]
    mov rsi, [r9 + ARGUMENT(2)]
    mov rdx, [r9 + ARGUMENT(3)]
    mov r10, [r9 + ARGUMENT(4)]
    mov r8, [r9 + ARGUMENT(5)]
    syscall
    mov [r9 + RESULT], rax
    cmp rax, -4095
    jae failed
    test rax, rax
    je zero
    mov r9, [r9 + POSITIVE]
    jmp next
zero:
    mov r9, [r9 + ZERO]
    jmp next
failed:
    mov r9, [r9 + FAILED]
    jmp next
done:
    ret
#elif defined(__aarch64__)
    hint #34 /* bti c */
    mov x9, x0
next:
    ldr x8, [x9, #NUMBER]
    tbnz x8, #63, done
    ldp x0, x1, [x9, #ARGUMENT(1)]
    ldp x2, x3, [x9, #ARGUMENT(3)]
    ldr x4, [x9, #ARGUMENT(5)]
    svc #0
    str x0, [x9, #RESULT]
    cmn x0, #4095
    b.hs failed
    cbz x0, zero
    ldr x9, [x9, #POSITIVE]
    b next
zero:
    ldr x9, [x9, #ZERO]
    b next
failed:
    ldr x9, [x9, #FAILED]
    b next
done:
    ret
#else
#error "CallRunner.cs has no code for this architecture"
#endif
    .section .note.GNU-stack, "", %progbits
