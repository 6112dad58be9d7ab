# `bash visit.sh site.home.arpa`: asks the door for a page, whatever the DNS of this machine says of the name.
exec curl -sS --cacert tls/ca.crt --connect-to "::$NODE:$DOOR" "https://$1"
