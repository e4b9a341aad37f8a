#!/bin/bash -e
# The two packages, and a root that is only read: Debian's overlayroot lays memory over it, so that all
# that wants to write (name servers, leases, the clock's service) can, and a power cut finds nothing
# half written. The data partition is made at the first boot, behind the root (motograph-data).
install -m 644 files/*.deb "${ROOTFS_DIR}/tmp/"
install -m 755 files/motograph-data "${ROOTFS_DIR}/usr/local/sbin/motograph-data"
install -m 644 files/motograph-data.service "${ROOTFS_DIR}/etc/systemd/system/motograph-data.service"
# What the wall shows: without it the demo.
[ ! -e files/motograph.conf ] ||
    install -D -m 644 files/motograph.conf "${ROOTFS_DIR}/etc/motograph/conf.d/wall.conf"
on_chroot <<EOF
apt-get install -y --no-install-recommends /tmp/motograph*.deb
rm -f /tmp/motograph*.deb
systemctl enable motograph.service motograph-data.service
systemctl mask getty@tty1.service
# Swap, updates and logs on the card would fill the memory that lies over it.
systemctl mask dphys-swapfile.service apt-daily.timer apt-daily-upgrade.timer
mkdir -p /etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >/etc/systemd/journald.conf.d/motograph.conf
# The first start would give the whole card to the root; the data partition lies behind it.
systemctl disable resize2fs_once || true
EOF
sed -i -E '1s/ (init=[^ ]*(firstboot|init_resize.sh)|resize)\b//g; 1s/$/ overlayroot=tmpfs:recurse=0 quiet loglevel=3 logo.nologo vt.global_cursor_default=0/' "${ROOTFS_DIR}/boot/firmware/cmdline.txt"
# pi-gen writes the partitions' names into fstab when it makes the image.
sed -i 's|^\(BOOTDEV.*\)defaults|\1defaults,ro|' "${ROOTFS_DIR}/etc/fstab"
