################################################################################
#
# motograph: the checkout that this tree lies in
#
################################################################################

MOTOGRAPH_VERSION = 0.1.0
MOTOGRAPH_SITE = $(BR2_EXTERNAL_MOTOGRAPH_PATH)/../..
MOTOGRAPH_SITE_METHOD = local
MOTOGRAPH_LICENSE = MIT, Unicode-3.0 (names of days and months, plural rules)
MOTOGRAPH_LICENSE_FILES = LICENSE cross/debian/copyright
MOTOGRAPH_OVERRIDE_SRCDIR_RSYNC_EXCLUSIONS = --exclude build
MOTOGRAPH_DEPENDENCIES = host-pkgconf sdl2 sdl2_ttf harfbuzz libfribidi libcurl \
	libxml2 jansson sqlite utf8proc motograph-uchardet icu zlib libconfuse xxhash libpng \
	libqrencode libseccomp libdrm

$(eval $(cmake-package))
