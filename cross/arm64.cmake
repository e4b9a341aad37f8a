# The toolchain for 64-bit Raspberry Pi OS: against the sysroot of cross/sysroot, its programs run
# (tests too) by qemu-user.
set(MOTOGRAPH_ARCH arm64)
set(MOTOGRAPH_TRIPLET aarch64-linux-gnu)
set(MOTOGRAPH_QEMU qemu-aarch64-static)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
