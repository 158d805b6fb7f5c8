#!/usr/bin/env bash
# Builds everything and runs every test; installs what the tests need where it may. Ends with "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"
. ./scripts/require-dotnet.sh

# The PostgreSQL server of Debian, started by the tests themselves on loopback.
if ! ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing PostgreSQL for the tests …"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends postgresql; } >/tmp/consent-apt.log 2>&1 ||
      echo "PostgreSQL could not be installed (see /tmp/consent-apt.log): its tests will be reported as skipped."
  else
    echo "PostgreSQL is not installed: its tests will be reported as skipped. Install it with: sudo apt-get install postgresql"
  fi
fi

# The whole solution where everything restores; else what does, told in one line, its left-out tests counted as skipped.
mkdir -p artifacts
solution=Consent.sln
options=()
skipped=0
tests_in() { cat "$@" 2>/dev/null | grep -cE '^\s*\[(Fact|Theory)'; }
if ! dotnet restore $solution -v quiet >artifacts/restore.log 2>&1; then
  if ! grep -qiE 'Orleans|Audit\.NET|CosmosDB' artifacts/restore.log; then
    cat artifacts/restore.log
    exit 1
  fi
  solution=Consent.Cluster.slnf
  options=(-p:ConsentAudit=false -p:ConsentCosmos=false)
  if dotnet restore $solution "${options[@]}" -v quiet >artifacts/restore.log 2>&1; then
    echo "Audit.NET and the Cosmos DB providers of Orleans do not restore here: src/Silo.Audit, src/Silo.Cosmos and their tests are left out, counted as skipped."
    skipped=$(tests_in tests/Silo.Audit.Tests/*.cs tests/Silo.Cosmos.Tests/*.cs)
  else
    echo "The cluster's packages (Microsoft.Orleans.*) do not restore here: src/Grains, src/Silo* and their tests are left out, counted as skipped."
    solution=Consent.Embedded.slnf
    options=()
    skipped=$(tests_in tests/Grains.Tests/*.cs tests/Silo*.Tests/*.cs tests/Conformance/EngineConformance*.cs)
    dotnet restore $solution -v quiet || exit 1
  fi
fi
rm -f artifacts/restore.log

dotnet build $solution "${options[@]}" -c Release --no-restore --nologo -v quiet || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

results=artifacts/test-results
rm -rf $results && mkdir -p $results
dotnet test $solution "${options[@]}" -c Release --no-build --nologo --logger trx --results-directory $results
status=$?

count() { cat $results/*.trx 2>/dev/null | grep -oE "<UnitTestResult [^>]*outcome=\"$1\"" | wc -l; }
passed=$(count Passed)
failed=$(count Failed)
skipped=$((skipped + $(count NotExecuted)))
if [ $status -ne 0 ] && [ "$failed" -eq 0 ]; then
  echo "The test run itself failed."
  failed=1
fi
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]
