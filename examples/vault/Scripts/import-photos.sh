#!/bin/sh
# Copies new pictures from the card into year/month folders. Never deletes.
set -eu
card="${1:?usage: import-photos.sh CARD PLACE}"
place="${2:?usage: import-photos.sh CARD PLACE}"
for picture in "$card"/DCIM/*/*.JPG; do
    month=$(date -r "$picture" +%Y/%m)
    mkdir -p "$HOME/Pictures/$month-$place"
    cp -n "$picture" "$HOME/Pictures/$month-$place/"
done
