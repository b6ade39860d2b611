#!/bin/sh
# Chromium without the pages of its own that it keeps ready, in each new window, for what is typed into the address bar:
# they cost more than the page under test. Of several --disable-features Chromium heeds the last one alone, and the one
# of Playwright's is meant, too: so the names are added to that.
for switch; do
    shift
    case $switch in
    --disable-features=*) switch=$switch,WebUIOmniboxPopup,WebUIOmniboxAimPopup,WebUIOmniboxFullPopup ;;
    esac
    set -- "$@" "$switch"
done
exec /usr/bin/chromium "$@"
