#!/bin/sh
# Ends with 0 when the disk of this folder is filled to less than so many per cent, else with 1.
set -eu
most="${1:?usage: disk-has-room.sh PER_CENT}"
used=$(df -P . | awk 'NR == 2 { print $5 + 0 }')
echo "$used % of the disk is used"
[ "$used" -lt "$most" ]
