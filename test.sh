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

# The browser that looks at the pages.
if ! ls /usr/bin/chromium /usr/bin/chromium-browser /usr/bin/google-chrome >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the tests …"
    { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends chromium fonts-liberation; } >>/tmp/consent-apt.log 2>&1 ||
      echo "Chromium could not be installed (see /tmp/consent-apt.log): the tests of the pages will be reported as skipped."
  else
    echo "Chromium is not installed: the tests of the pages will be reported as skipped. Install it with: sudo apt-get install chromium"
  fi
fi
# Playwright drives that one and downloads none.
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

# The whole solution where all packages restore; where they do not, the largest part that does. What is left out is said and counted as skipped.
mkdir -p artifacts
solution=Consent.sln
options=()
skipped=0
promises() { cat "$@" 2>/dev/null | grep -cE '^\s*\[(Fact|Theory)'; }
restores() { dotnet restore $solution "${options[@]}" -v quiet >artifacts/restore.log 2>&1; }
# Whether packages could not be found, and all of those are of the given names.
lacks_only() {
  local names
  names=$(grep -oE 'Unable to find (a stable )?package [^ ]+' artifacts/restore.log | grep -oE '[^ ]+$')
  [ -n "$names" ] && ! grep -qvE "$1" <<<"$names"
}

# Each promise as often as these projects inherit it.
engines=$(promises tests/Conformance/EngineConformance*.cs)
stores=$(promises tests/Conformance/Storage/*Conformance*.cs)
cosmos=$(($(promises tests/Silo.Cosmos.Tests/*.cs) + engines + 2 * stores))
audit=$(promises tests/Silo.Audit.Tests/*.cs)
grains=$(($(promises $(find tests/Grains.Tests -name '*.cs')) + 3 * engines + stores))
restored=true
restores || restored=false
if [ $restored = false ] && lacks_only 'Cosmos|Audit|Orleans'; then
  solution=Consent.Cluster.slnf
  options=(-p:ConsentCosmos=false -p:ConsentAudit=false)
  skipped=$((cosmos + audit))
  if restores; then
    restored=true
    echo "The packages of Azure Cosmos DB or Audit.NET do not restore here: src/Silo.Cosmos, src/Silo.Audit and their tests are left out, their tests counted as skipped."
  elif lacks_only 'Orleans'; then
    echo "The cluster's packages (Microsoft.Orleans.*) do not restore here: src/Grains, the silo and their tests are left out, their tests counted as skipped."
    solution=Consent.Embedded.slnf
    options=()
    skipped=$((cosmos + audit + grains))
    restores && restored=true
  fi
fi
if [ $restored = false ]; then
  cat artifacts/restore.log
  exit 1
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
