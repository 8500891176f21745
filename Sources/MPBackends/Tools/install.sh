#!/bin/sh
# Runs once before everything else, in a container of its own:
#
#   busybox sh install
#
# Busybox and the probe go to /mp/tools, from where every probed container has them.
set -eu

# Containers of an earlier start may be running these very files: a new one takes the name, the
# old one lives on until it is closed.
cd /mp/tools
cp /bin/busybox .busybox
cp /mp/probe .probe
chmod 0755 .busybox .probe
mv -f .busybox busybox
mv -f .probe probe
