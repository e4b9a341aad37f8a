# Debian packages by CPack: `motograph`, and `motograph-kiosk`, which makes a machine a wall.
# cross/package calls it for all architectures. Depends on nothing but what it is given:
#   MOTOGRAPH_DEPENDS   the libraries as dpkg-shlibdeps has them (cross/package computes them)

find_program(GZIP gzip REQUIRED)
set(doc ${CMAKE_INSTALL_DATADIR}/doc)

# What Debian wants compressed, without names and times so that two builds are equal.
function(install_gz from name folder component)
  set(to ${CMAKE_BINARY_DIR}/gz/${component}/${name}.gz)
  add_custom_command(OUTPUT ${to} DEPENDS ${from} VERBATIM
                     COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_BINARY_DIR}/gz/${component}
                     COMMAND sh -c "${GZIP} -9n <\"$1\" >\"$2\"" sh ${from} ${to})
  set_property(GLOBAL APPEND PROPERTY MOTOGRAPH_GZ ${to})
  install(FILES ${to} DESTINATION ${folder} COMPONENT ${component})
endfunction()

set(here ${CMAKE_CURRENT_LIST_DIR}/debian)
install_gz(${CMAKE_SOURCE_DIR}/assets/motograph.1 motograph.1 ${CMAKE_INSTALL_MANDIR}/man1 motograph)
install_gz(${CMAKE_SOURCE_DIR}/assets/motograph.conf.5 motograph.conf.5 ${CMAKE_INSTALL_MANDIR}/man5
           motograph)
install_gz(${here}/motograph-ingest.1 motograph-ingest.1 ${CMAKE_INSTALL_MANDIR}/man1 motograph)
install_gz(${here}/changelog changelog ${doc}/motograph motograph)
install_gz(${here}/changelog changelog ${doc}/motograph-kiosk kiosk)
install(FILES ${here}/copyright DESTINATION ${doc}/motograph COMPONENT motograph)
install(FILES ${here}/copyright DESTINATION ${doc}/motograph-kiosk COMPONENT kiosk)
install(FILES ${here}/kiosk/README.Debian DESTINATION ${doc}/motograph-kiosk COMPONENT kiosk)
install(FILES ${here}/kiosk/watchdog.conf DESTINATION lib/systemd/system.conf.d
        RENAME 50-motograph.conf COMPONENT kiosk)
install(FILES ${here}/kiosk/kiosk.conf DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/motograph/conf.d
        COMPONENT kiosk)
install(FILES ${CMAKE_SOURCE_DIR}/assets/motograph.conf
        DESTINATION ${CMAKE_INSTALL_FULL_SYSCONFDIR}/motograph COMPONENT motograph)
if(MOTOGRAPH_SBOM)
  install(FILES ${MOTOGRAPH_SBOM} DESTINATION ${doc}/motograph RENAME motograph.spdx.json
          COMPONENT motograph)
endif()
get_property(gz GLOBAL PROPERTY MOTOGRAPH_GZ)
add_custom_target(package_docs ALL DEPENDS ${gz})

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME motograph)
set(CPACK_PACKAGE_CONTACT "The Motograph authors <motograph@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "") # each description begins with its own
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL motograph kiosk)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
if(MOTOGRAPH_DEB_ARCH)
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${MOTOGRAPH_DEB_ARCH})
endif()

set(CPACK_DEBIAN_MOTOGRAPH_PACKAGE_NAME motograph)
set(CPACK_DEBIAN_MOTOGRAPH_PACKAGE_DEPENDS "${MOTOGRAPH_DEPENDS}, ca-certificates, fonts-noto-core")
set(CPACK_DEBIAN_MOTOGRAPH_PACKAGE_RECOMMENDS
    "libegl1, libgles2, libgl1-mesa-dri, fonts-noto-color-emoji, fonts-noto-cjk | fonts-droid-fallback, xdg-utils")
set(CPACK_DEBIAN_MOTOGRAPH_PACKAGE_SUGGESTS "motograph-kiosk")
set(CPACK_DEBIAN_MOTOGRAPH_DESCRIPTION "news ticker that tells each story once
Reads feeds (RSS, Atom, JSON Feed), pages and plain text, condenses each
story into a headline and its key facts, and scrolls the result evenly on
a wall, in full screen, or as a bar at the edge of the desktop.
.
It keeps the last good news over outages and restarts, draws every script
of the world's news, and is light enough for a Raspberry Pi Zero 2.")
set(CPACK_DEBIAN_MOTOGRAPH_PACKAGE_CONTROL_EXTRA "${here}/motograph/conffiles")

set(CPACK_DEBIAN_KIOSK_PACKAGE_NAME motograph-kiosk)
set(CPACK_DEBIAN_KIOSK_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_KIOSK_PACKAGE_DEPENDS
    "motograph (>= ${PROJECT_VERSION}), systemd, udev, libegl1, libgles2, libgl1-mesa-dri")
set(CPACK_DEBIAN_KIOSK_PACKAGE_RECOMMENDS
    "systemd-timesyncd | time-daemon, fonts-noto-color-emoji, fonts-noto-cjk | fonts-droid-fallback")
set(CPACK_DEBIAN_KIOSK_DESCRIPTION "news ticker on the first console, from boot on
Enables the motograph service: the news stand full screen on the first
console of a machine without a desktop, from boot on, and come back by
themselves whatever happens. The hardware watchdog is switched on where
the machine has one.
.
Installing this package gives the screen of the machine to the ticker.")
set(CPACK_DEBIAN_KIOSK_PACKAGE_CONTROL_EXTRA
    "${here}/kiosk/conffiles;${here}/kiosk/postinst;${here}/kiosk/prerm;${here}/kiosk/postrm")
include(CPack)
