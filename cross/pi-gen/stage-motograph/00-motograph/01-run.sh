#!/bin/bash -e
# The two packages, a root that is only read, and a small partition's worth of memory for what is
# kept. The image's data partition is made at the first boot, behind the root (motograph-data).
install -m 644 files/*.deb "${ROOTFS_DIR}/tmp/"
install -m 755 files/motograph-data "${ROOTFS_DIR}/usr/local/sbin/motograph-data"
install -m 644 files/motograph-data.service "${ROOTFS_DIR}/etc/systemd/system/motograph-data.service"
on_chroot <<EOF
apt-get install -y --no-install-recommends /tmp/motograph*.deb
rm -f /tmp/motograph*.deb
systemctl enable motograph.service motograph-data.service
systemctl mask getty@tty1.service
# The first start would give the whole card to the root; the data partition lies behind it.
systemctl disable resize2fs_once || true
# Logs in memory; the card is written by the data partition alone.
mkdir -p /etc/systemd/journald.conf.d
printf '[Journal]\nStorage=volatile\nRuntimeMaxUse=16M\n' >/etc/systemd/journald.conf.d/motograph.conf
# What the unit wants to write beside its cache, on a root that is only read.
mkdir -p /etc/systemd/system/motograph.service.d
printf '[Service]\nStateDirectory=\n' >/etc/systemd/system/motograph.service.d/read-only.conf
printf 'tmpfs /tmp tmpfs mode=1777,size=64M 0 0\ntmpfs /var/tmp tmpfs mode=1777,size=16M 0 0\n' >>/etc/fstab
EOF
sed -i -E '1s/ (init=[^ ]*(firstboot|init_resize.sh)|resize)\b//g; 1s/$/ quiet loglevel=3 logo.nologo vt.global_cursor_default=0/' "${ROOTFS_DIR}/boot/firmware/cmdline.txt"
# pi-gen writes the partitions' names into fstab when it makes the image; ro goes with the root's.
sed -i 's|^\(ROOTDEV[[:space:]]\+/[[:space:]]\+ext4[[:space:]]\+\)\(defaults\)|\1\2,ro|; s|^\(BOOTDEV.*\)defaults|\1defaults,ro|' "${ROOTFS_DIR}/etc/fstab"
