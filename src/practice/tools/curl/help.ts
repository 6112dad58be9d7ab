export const HELP = `Usage: curl [options...] <url>...
This is the practice cluster's own small curl, for machines that have none. It speaks HTTP and HTTPS.

     --cacert <file>        Trust the authority in this file, and no other
     --connect-to <HOST1:PORT1:HOST2:PORT2>
                            Connect to the second for the first; an empty HOST1 is any
 -d, --data <data>          Send this (or the file @NAME) as a form, with POST
     --data-binary <data>   Send it as it is
     --json <data>          Send it as JSON
 -f, --fail                 Fail on HTTP errors, without their text
 -G, --get                  Put the data into the URL
 -H, --header <line>        Send this header
 -I, --head                 Ask for the headers alone
 -i, --include              Show the headers too
 -k, --insecure             Do not check the server's certificate
 -L, --location             Follow redirects
 -m, --max-time <seconds>   Give up after this time
     --connect-timeout <seconds>
 -o, --output <file>        Write to a file
 -O, --remote-name          Write to a file that is named as the URL ends
     --retry <times>        Try again after time-outs and server errors
 -s, --silent               Say nothing of errors
 -S, --show-error           With -s: say them
 -u, --user <user:password> Log in
 -v, --verbose              Show what is sent and received
 -w, --write-out <format>   Then write this: '%{http_code}', '%{time_total}'
 -X, --request <method>     Use this method
`;
