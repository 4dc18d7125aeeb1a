#include "core/worker/Sandbox.h"

#include <QtGlobal>

#ifdef Q_OS_LINUX

#include <QFile>

#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <memory>

#ifdef CLOAKROOM_HAS_SECCOMP
#include <seccomp.h>
#endif

namespace cloakroom {

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kUnderSanitizer = true; // reserves terabytes and needs calls of its own
#else
constexpr bool kUnderSanitizer = false;
#endif

tl::unexpected<Error> failed(const char* step)
{
    return fail(ErrorCode::Internal, QStringLiteral("The reader's rights could not be dropped."),
                QString::fromLatin1(step));
}

/// Bytes of writable memory that the kernel counts against RLIMIT_DATA.
qint64 dataBytesNow()
{
    QFile status(QStringLiteral("/proc/self/status"));
    if (!status.open(QIODevice::ReadOnly))
        return -1;
    for (const QByteArray& line : status.readAll().split('\n')) {
        if (line.startsWith("VmData:"))
            return line.mid(7).simplified().split(' ').first().toLongLong() * 1024;
    }
    return -1;
}

bool limit(__rlimit_resource resource, rlim_t most)
{
    const rlimit both{most, most};
    return setrlimit(resource, &both) == 0;
}

bool setLimits(qint64 memoryBytes)
{
    const qint64 held = dataBytesNow();
    if (held < 0 || memoryBytes <= 0)
        return false;
    std::signal(SIGXFSZ, SIG_IGN); // a library's message to a redirected stderr is no reason to die
    return limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NOFILE, 8)
        && (kUnderSanitizer || limit(RLIMIT_DATA, static_cast<rlim_t>(held + memoryBytes)));
}

#ifdef CLOAKROOM_HAS_SECCOMP

using Filter = std::unique_ptr<void, void (*)(scmp_filter_ctx)>;

/// Reading and writing on what is open already, memory, threads, time, own signals, and questions about oneself.
constexpr int kHarmless[] = {
    SCMP_SYS(read),
    SCMP_SYS(write),
    SCMP_SYS(readv),
    SCMP_SYS(writev),
    SCMP_SYS(close),
    SCMP_SYS(fstat),
    SCMP_SYS(lseek),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(madvise),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(rseq),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(membarrier),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getparam),
    SCMP_SYS(getcpu),
    SCMP_SYS(sched_getscheduler),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(sched_get_priority_max),
    SCMP_SYS(sched_get_priority_min),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(alarm),
    SCMP_SYS(setitimer),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrandom),
    SCMP_SYS(getrusage),
    SCMP_SYS(getrlimit),
    SCMP_SYS(sysinfo),
    SCMP_SYS(uname),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    // Qt's helper threads wake each other through these.
    SCMP_SYS(eventfd2),
    SCMP_SYS(pipe2),
};

/// No library has a reason to try these: the process is ended at once. Everything else not named is answered EPERM.
constexpr int kHostile[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat),
    SCMP_SYS(fork),
    SCMP_SYS(vfork),
    SCMP_SYS(ptrace),
    SCMP_SYS(socket),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(mount),
    SCMP_SYS(bpf),
    SCMP_SYS(keyctl),
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(init_module),
};

bool addAll(scmp_filter_ctx filter)
{
    for (const int call : kHarmless) {
        if (seccomp_rule_add(filter, SCMP_ACT_ALLOW, call, 0) != 0)
            return false;
    }
    for (const int call : kHostile) {
        if (seccomp_rule_add(filter, SCMP_ACT_KILL_PROCESS, call, 0) != 0)
            return false;
    }
    return true;
}

/// Calls that are harmless only with some arguments.
bool addConditional(scmp_filter_ctx filter)
{
    const auto isPrivateWritable = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
    const auto isThread = SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD);
    const auto toOneself = SCMP_A0(SCMP_CMP_EQ, static_cast<scmp_datum_t>(getpid()));
    const auto onlyAsks = SCMP_A2(SCMP_CMP_EQ, 0);
    const auto isNotFile = SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS);
    return seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, isPrivateWritable, isNotFile) == 0
        && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, isPrivateWritable) == 0
        && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1, isThread) == 0
        && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, toOneself) == 0
        && seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), 1, onlyAsks) == 0
        // Its flags lie in memory, out of a filter's sight: the C library falls back to clone.
        && seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3), 0) == 0;
}

bool filterSystemCalls()
{
    const Filter filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)), seccomp_release);
    if (!filter)
        return false;
    // All threads, those of warm libraries too.
    return seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_TSYNC, 1) == 0 && addAll(filter.get())
        && addConditional(filter.get()) && seccomp_load(filter.get()) == 0;
}

#endif

} // namespace

Result<bool> dropRights(qint64 memoryBytes)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return failed("no new privileges");
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return failed("not dumpable");
    if (!setLimits(memoryBytes))
        return failed("limits");
#ifdef CLOAKROOM_HAS_SECCOMP
    if (kUnderSanitizer)
        return false;
    if (!filterSystemCalls())
        return failed("filter");
    return true;
#else
    return false;
#endif
}

} // namespace cloakroom

#else

namespace cloakroom {

Result<bool> dropRights(qint64)
{
    return false;
}

} // namespace cloakroom

#endif
