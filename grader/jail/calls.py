"""Which system calls student code and its libraries may make: a list of what is allowed; nobody needs to know what is not."""

from typing import Final

ALLOWED: Final = frozenset(
    """
    read write readv writev pread64 pwrite64 preadv pwritev preadv2 pwritev2 open openat creat close close_range lseek
    stat fstat lstat newfstatat statx statfs fstatfs access faccessat faccessat2 getdents getdents64 readlink readlinkat getcwd
    chdir fchdir umask mkdir mkdirat rmdir unlink unlinkat rename renameat renameat2 link linkat symlink symlinkat ftruncate
    fallocate fsync fdatasync flock dup dup2 dup3 pipe pipe2 sendfile copy_file_range splice tee readahead fadvise64 sync_file_range
    mmap munmap mprotect mremap msync madvise brk mlock munlock mlock2 pkey_alloc pkey_free pkey_mprotect membarrier
    get_mempolicy set_mempolicy mbind
    select pselect6 poll ppoll epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait epoll_pwait2 eventfd eventfd2
    signalfd signalfd4 timerfd_create timerfd_settime timerfd_gettime
    sendto recvfrom recvmsg recvmmsg shutdown getsockname getpeername
    rt_sigaction rt_sigprocmask rt_sigreturn rt_sigpending rt_sigtimedwait rt_sigsuspend sigaltstack pause alarm getitimer setitimer
    nanosleep clock_nanosleep clock_gettime clock_getres
    gettimeofday time futex futex_waitv set_robust_list rseq set_tid_address restart_syscall exit exit_group wait4 waitid
    sched_yield sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min
    sched_rr_get_interval getcpu getpriority getrlimit getrusage times sysinfo uname getrandom arch_prctl
    getpid getppid gettid getpgid getpgrp getsid getuid geteuid getgid getegid getresuid getresgid getgroups capget
    """.split()
)

REFUSED: Final = frozenset(
    """
    execve execveat fork vfork socket connect bind listen accept accept4 setsockopt ptrace process_vm_readv process_vm_writev kcmp
    pidfd_open pidfd_getfd pidfd_send_signal tkill unshare setns mount umount2 pivot_root chroot open_tree move_mount
    fsopen fsconfig fsmount fspick mount_setattr bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register
    keyctl add_key request_key personality init_module finit_module delete_module kexec_load kexec_file_load reboot swapon swapoff
    acct quotactl quotactl_fd name_to_handle_at open_by_handle_at fanotify_init fanotify_mark syslog sethostname setdomainname
    settimeofday clock_settime adjtimex clock_adjtime setpriority ioprio_set sched_setscheduler sched_setparam sched_setattr
    process_madvise process_mrelease move_pages migrate_pages setuid setgid setreuid setregid setresuid setresgid setfsuid setfsgid
    setgroups capset setsid setpgid mknod mknodat vmsplice memfd_secret shmget shmat shmctl semget semop semctl msgget msgsnd
    sendmsg sendmmsg msgrcv mq_open mq_unlink iopl ioperm modify_ldt vhangup lookup_dcookie chown fchown lchown fchownat
    """.split()
)
"""Answered with "not permitted", which Python says plainly. Whatever is in no list does not exist: libraries then do it in another way;
so clone3 and openat2, whose flags a filter cannot read, memfd_create, whose memory no limit bounds, and timers that send any signal.
Messages that could carry descriptors are refused: a file in flight is counted nowhere."""

ATTRIBUTES: Final = frozenset(
    """
    setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr
    """.split()
)
"""As on a file system that has none: copying a file then goes on without."""

MODES_AND_TIMES: Final = frozenset("chmod fchmod fchmodat fchmodat2 utime utimes futimesat utimensat".split())
"""Landlock does not guard these; where foreign files are in sight, they are done in pretence only, so that `shutil.copy` works."""

PRETENDED: Final = frozenset("sync syncfs".split())
"""They would make the whole machine wait."""

FCNTL: Final = (0, 1, 2, 3, 4, 5, 6, 7, 9, 36, 37, 38, 1030, 1031, 1032, 1033, 1034)
"""Copies, flags, locks, sizes of pipes, seals; not F_SETOWN and F_SETSIG, by which the kernel sends signals for one."""

IOCTL: Final = (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A)
"""Is it a terminal, how wide is it, how much can be read, wait or not, close it on exec; none that writes into a terminal."""

GETSOCKOPT: Final = (3, 4, 7, 8, 30, 38, 39)
"""Its kind, error, sizes and protocol; not who is at the other end, of whom one would get a number or even a handle."""

PRCTL: Final = (2, 3, 15, 16, 21, 23, 29, 30, 39, 41, 42, 0x53564D41)
"""Names of threads and of memory, and questions."""
