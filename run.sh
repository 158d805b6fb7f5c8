#!/usr/bin/env bash
# Builds and starts the service with a demo: SQLite under artifacts/demo, loopback only. Ctrl+C stops it; delete the folder to begin anew.
set -euo pipefail
cd "$(dirname "$0")"
. ./scripts/require-dotnet.sh

export Consent__Data="${Consent__Data:-$PWD/artifacts/demo}"
export Consent__Demo="${Consent__Demo:-true}"
export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://127.0.0.1:5152}"
echo "Building (a minute on a fresh machine) …"
dotnet build src/Api/Api.csproj -c Release --nologo -v quiet
exec dotnet artifacts/bin/Api/release/Consent.Api.dll
