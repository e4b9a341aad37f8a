# The toolchain for 32-bit Raspberry Pi OS (ARMv7 and newer): as arm64.cmake.
set(MOTOGRAPH_ARCH armhf)
set(MOTOGRAPH_TRIPLET arm-linux-gnueabihf)
set(MOTOGRAPH_QEMU qemu-arm-static)
set(CMAKE_SYSTEM_PROCESSOR armv7l)
include(${CMAKE_CURRENT_LIST_DIR}/debian.cmake)
