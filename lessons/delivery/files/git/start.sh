# `bash git/start.sh`: starts the Git server in the background, unless it runs, and says where it is.
answers() { curl -sf -o /dev/null "$(cat git/login 2> /dev/null)"; }

if ! answers; then
  node git/server.mjs > git/server.log 2>&1 &
  until answers; do
    kill -0 $! 2> /dev/null || { cat git/server.log >&2; exit 1; }
    sleep 0.1
  done
fi
sed 's|//.*@|//|' git/login
