################################################################################
#
# motograph: the checkout that this tree lies in
#
################################################################################

MOTOGRAPH_VERSION = 0.1.0
MOTOGRAPH_SITE = $(BR2_EXTERNAL_MOTOGRAPH_PATH)/../..
MOTOGRAPH_SITE_METHOD = local
MOTOGRAPH_LICENSE = MIT
MOTOGRAPH_LICENSE_FILES = LICENSE
MOTOGRAPH_OVERRIDE_SRCDIR_RSYNC_EXCLUSIONS = --exclude build
MOTOGRAPH_DEPENDENCIES = host-pkgconf sdl2 sdl2_ttf harfbuzz libfribidi libcurl \
	libxml2 jansson sqlite utf8proc motograph-uchardet icu zlib libconfuse xxhash libpng \
	libqrencode libseccomp libdrm

$(eval $(cmake-package))
