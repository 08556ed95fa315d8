#!/bin/bash
# Builds Passenger's module for Debian's nginx: build-module.sh DIRECTORY. Debian ships the module's source, but not the
# library that it needs; library/ replaces it.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

headers=/usr/share/passenger/include
for source in "$here"/library/*.cpp; do
  g++ -std=c++17 -O1 -fPIC -Wall -I"$headers/cxx_supportlib" -c "$source" -o "$work/$(basename "$source" .cpp).o" &
done
wait

# A copy, since nginx's configure writes beside itself. NGX_CONF_FLAGS are the flags of Debian's nginx.
cp -r /usr/share/nginx/src "$work/nginx"
cd "$work/nginx"
source ./conf_flags
export PASSENGER_INCLUDEDIR=$headers
export PASSENGER_LIBS="$(echo "$work"/*.o) -ljsoncpp"
bash ./configure "${NGX_CONF_FLAGS[@]}" --with-cc-opt='-O1 -fPIC' --with-ld-opt=-fPIC --builddir="$work/objects" \
  --add-dynamic-module=/usr/share/passenger/ngx_http_passenger_module
make -f "$work/objects/Makefile" -j"$(nproc)" modules
cp "$work/objects/ngx_http_passenger_module.so" "$1/"
