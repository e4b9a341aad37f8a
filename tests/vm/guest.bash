# Sourced by the scripts that run inside a machine as its first program: what the service manager would set up,
# and how to talk to the one who started the machine (tests/vm/machine.py), line by line over /dev/ttyS1.

guest_start() {
    exec >/dev/ttyS0 2>&1
    export HOME=/root XDG_RUNTIME_DIR=/run LANG=C.UTF-8 TZ=UTC
    mount -t proc proc /proc
    mount -t sysfs sys /sys
    mount -t tmpfs tmpfs /run
    mount -t tmpfs tmpfs /tmp
    mkdir -p /dev/pts /dev/shm /tmp/left
    mount -t devpts devpts /dev/pts
    /lib/systemd/systemd-udevd --daemon
    udevadm trigger
    udevadm settle
    stty -F /dev/ttyS1 raw -echo
    exec 5<>/dev/ttyS1
}

say() { echo "$*" >&5; }
ask() { # says it and waits until it is done
    say "$*"
    read -r -t 120 _ <&5
}

# Says whether a command succeeds.
check() { # NAME COMMAND...
    local name=$1
    shift
    if "$@" >/tmp/check.log 2>&1; then say "ok $name"; else say "FAIL $name: $(tail -n 3 /tmp/check.log | tr '\n' ' ')"; fi
}

# Tries a command until it succeeds, at most 60 seconds: an emulated machine is slow.
wait_for() {
    local i
    for ((i = 0; i < 120; i++)); do
        "$@" >/dev/null 2>&1 && return
        sleep 0.5
    done
    return 1
}

# The program on the first console; its id is in $pid, what it says in /run/log.
on_console() {
    setsid --ctty "$@" </dev/tty1 >/dev/null 2>/run/log &
    # shellcheck disable=SC2034 # for who sources this
    pid=$!
}

guest_end() {
    tar -C /tmp/left -cf /dev/vdb .
    say end
    sync
    poweroff -f
}
