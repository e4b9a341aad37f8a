################################################################################
#
# motograph-uchardet: a name of our own, should Buildroot ever have the package
#
################################################################################

MOTOGRAPH_UCHARDET_VERSION = 0.0.8
MOTOGRAPH_UCHARDET_SOURCE = uchardet-$(MOTOGRAPH_UCHARDET_VERSION).tar.xz
MOTOGRAPH_UCHARDET_SITE = https://www.freedesktop.org/software/uchardet/releases
MOTOGRAPH_UCHARDET_LICENSE = MPL-1.1 or GPL-2.0+ or LGPL-2.1+
MOTOGRAPH_UCHARDET_LICENSE_FILES = COPYING
MOTOGRAPH_UCHARDET_INSTALL_STAGING = YES
MOTOGRAPH_UCHARDET_CONF_OPTS = -DBUILD_BINARY=OFF -DBUILD_STATIC=OFF

$(eval $(cmake-package))
