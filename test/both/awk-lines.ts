// biome-ignore-all lint/suspicious/noTemplateCurlyInString: it is awk that reads them

/** What the file `f` holds, which lies in the folder of each line. */
export const input = `NAME     READY   STATUS    RESTARTS   AGE
web-1    1/1     Running   0          5m
web-2    0/1     Pending   3          12m
db       1/1     Running   10         2h
`;

/** Command lines with awk, what they print on standard output and error, and their exit codes, as a real busybox 1.35 has it. */
export const lines: readonly [script: string, output: string, code: number][] = [
  ["awk '{print $1}' f", 'NAME\nweb-1\nweb-2\ndb\n', 0],
  ["awk 'NR>1 {print $1, $3}' f", 'web-1 Running\nweb-2 Pending\ndb Running\n', 0],
  ['awk \'NR>1 && $3=="Running" {print $1}\' f', 'web-1\ndb\n', 0],
  ["awk '/Pending/ {print $1}' f", 'web-2\n', 0],
  [
    "awk '$3 !~ /Run/' f",
    'NAME     READY   STATUS    RESTARTS   AGE\nweb-2    0/1     Pending   3          12m\n',
    0,
  ],
  ["awk 'END {print NR}' f", '4\n', 0],
  ['awk \'{print NF": "$NF}\' f', '5: AGE\n5: 5m\n5: 12m\n5: 2h\n', 0],
  ["awk 'NR>1 {sum+=$4} END {print sum, sum/(NR-1)}' f", '13 4.33333\n', 0],
  ["awk '{n[$3]++} END {for (k in n) print k, n[k]}' f", 'STATUS 1\nRunning 2\nPending 1\n', 0],
  [
    'awk \'BEGIN {printf "%-10s|%5d|%05.2f|%x|%c|%s%%\\n", "ab", 42, 3.14159, 255, "xyz", 50}\'',
    'ab        |   42|03.14|ff|x|50%\n',
    0,
  ],
  ["echo 'a:b:c' | awk -F: '{print $2; $2=\"X\"; print; print NF}'", 'b\na X c\n3\n', 0],
  ['echo \'a:b:c\' | awk \'BEGIN {FS=":"; OFS="-"} {$1=$1; print}\'', 'a-b-c\n', 0],
  ["echo 'a,b;c' | awk -F'[,;]' '{print $1 $2 $3}'", 'abc\n', 0],
  ["printf 'a\\tb c\\td\\n' | awk -F'\\t' '{print $2}'", 'b c\n', 0],
  ["awk -v min=2 'NR>1 && $4>min {print $1}' f", 'web-2\ndb\n', 0],
  ["awk -v name=web 'index($1, name) {print toupper($1), length($1)}' f", 'WEB-1 5\nWEB-2 5\n', 0],
  ["awk 'NR==2,NR==3 {print NR, $1}' f", '2 web-1\n3 web-2\n', 0],
  ["awk '/web-1/,/web-2/ {print FNR}' f", '2\n3\n', 0],
  [
    'awk \'BEGIN {for (i=1; i<=3; i++) s = s i " "; print s; while (i-- > 2) print i; do print "once"; while (0)}\'',
    '1 2 3 \n3\n2\nonce\n',
    0,
  ],
  [
    'awk \'BEGIN {x["a"]=1; if ("a" in x) print "in"; if (!("b" in x)) print "not"; delete x["a"]; print length(x)}\'',
    'in\nnot\n0\n',
    0,
  ],
  [
    'awk \'BEGIN {n=split("a b c", p); print n, p[1], p[3]; n=split("1-2-3", q, "-"); print q[2]; print split("", r)}\'',
    '3 a c\n2\n0\n',
    0,
  ],
  [
    'awk \'BEGIN {s="hello world"; sub(/o/, "0", s); print s; gsub(/o/, "[&]", s); print s; print gsub("l", "L", s), s}\'',
    'hell0 world\nhell0 w[o]rld\n3 heLL0 w[o]rLd\n',
    0,
  ],
  [
    'awk \'{gsub(/[0-9]+/, "#"); print}\' f',
    'NAME     READY   STATUS    RESTARTS   AGE\nweb-#    #/#     Running   #          #m\nweb-#    #/#     Pending   #          #m\ndb       #/#     Running   #         #h\n',
    0,
  ],
  [
    'awk \'BEGIN {print substr("hello", 2, 3), substr("hello", 4), substr("hello", 0, 2), substr("hello", -1)}\'',
    'ell lo he hello\n',
    0,
  ],
  [
    'awk \'BEGIN {if (match("foobar", /o+/)) print RSTART, RLENGTH; print match("x", "y"), RSTART, RLENGTH}\'',
    '2 2\n0 0 -1\n',
    0,
  ],
  ['awk \'function add(a, b) {return a+b} BEGIN {print add(2, 3); print add("4x", 1)}\'', '5\n5\n', 0],
  [
    "awk 'function fill(arr, n,   i) {for (i=1; i<=n; i++) arr[i]=i*i} BEGIN {fill(sq, 4); print sq[4], length(sq)}'",
    '16 4\n',
    0,
  ],
  [
    "awk 'function fact(n) {return n<=1 ? 1 : n*fact(n-1)} BEGIN {print fact(10), fact(20)}'",
    '3628800 2432902008176640000\n',
    0,
  ],
  ['awk \'BEGIN {print 10 > 9 ? "yes" : "no"}\' ; ls', 'f\nyes\n', 0],
  [
    'awk \'BEGIN {print (10 > 9) ? "yes" : "no"; print "10" < "9", 10 < 9, "abc" < "abd"}\'',
    'yes\n1 0 1\n',
    0,
  ],
  ["echo '10 9 abc' | awk '{print ($1 > $2), ($1 > \"9\"), ($3 > $1)}'", '1 0 1\n', 0],
  ['awk \'BEGIN {print -3 " " -4; print 1 " " 2+3 "x"; print 1 2, 3}\'', '-3-4\n1 5x\n12 3\n', 0],
  ['awk \'NR==1 {next} {print $1; if (NR==3) exit 7} END {print "end"}\' f', 'web-1\nweb-2\nend\n', 7],
  ['awk \'BEGIN {exit 3} END {print "still"}\'', 'still\n', 3],
  [
    'awk \'BEGIN {print "a" > "out"; print "b" >> "out"; close("out"); while ((getline line < "out") > 0) print "got", line}\'',
    'got a\ngot b\n',
    0,
  ],
  [
    'awk \'BEGIN {"echo one two" | getline; print $2; "echo three" | getline x; print x; print (getline y < "nosuch")}\'',
    'two\nthree\n-1\n',
    0,
  ],
  ['printf \'b\\na\\n\' | awk \'{print | "sort"} END {close("sort"); print "done"}\'', 'a\nb\ndone\n', 0],
  ['awk \'BEGIN {r = system("exit 4"); print r; system("echo from shell")}\'', '4\nfrom shell\n', 0],
  ['awk \'BEGIN {print ENVIRON["X"]; print ARGC, ARGV[1]}\' one two', 'x  y\n3 one\n', 0],
  ["awk '{print v, $1}' v=1 f v=2 f | head -5", '1 NAME\n1 web-1\n1 web-2\n1 db\n2 NAME\n', 0],
  ['printf \'a b\\nc\\n\\nd e\\n\' | awk \'BEGIN {RS=""} {print NR": "$1"-"$NF}\'', '1: a-c\n2: d-e\n', 0],
  ["printf 'a;b;c' | awk 'BEGIN {RS=\";\"} {print NR, $0}'", '1 a\n2 b\n3 c\n', 0],
  [
    'awk \'BEGIN {a["x",1]=5; for (k in a) {split(k, p, SUBSEP); print p[1], p[2]}; if (("x",1) in a) print "pair"}\'',
    'x 1\npair\n',
    0,
  ],
  ['awk \'{$5=""; print NF; NF=2; print}\' f | head -4', '5\nNAME READY\n5\nweb-1 1/1\n', 0],
  ['awk \'{$7="far"; print; print NF}\' f | head -2', 'NAME READY STATUS RESTARTS AGE  far\n7\n', 0],
  [
    "awk 'length > 40' f ; awk 'length($1) == 2 {print}' f",
    'NAME     READY   STATUS    RESTARTS   AGE\nweb-2    0/1     Pending   3          12m\ndb       1/1     Running   10         2h\n',
    0,
  ],
  ["awk '!seen[$3]++ {print $3}' f", 'STATUS\nRunning\nPending\n', 0],
  ['awk \'BEGIN {print substr("x", 1) "" 1==1; print 1==1.0, "1"==1, "a"=="a"}\'', '0\n1 1 1\n', 0],
  ['awk \'BEGIN { if (!x) print "unset"; if (x == 0 && x == "") print "both" }\'', 'unset\nboth\n', 0],
  [
    'awk \'BEGIN {printf "%s %d %i\\n", "a", "12abc", 3.99; printf "%5.1f|%-8s|%08d|%+d\\n", 2.25, "l", 7, 5; printf "no newline"}\'',
    'a 12 3\n  2.2|l       |00000007|+5\nno newline',
    0,
  ],
  [
    'awk \'BEGIN {printf "%*d|%.3s|%e|%g|%G|%o\\n", 5, 42, "abcdef", 12345.678, 0.00001234, 1e10, 8}\'',
    'awk: cmd. line:1: %*x formats are not supported\n',
    1,
  ],
  [
    'awk \'BEGIN {print "tab\\there", "quote\\"s", "back\\\\slash", "\\101"}\'',
    'tab\there quote"s back\\slash A\n',
    0,
  ],
  [
    'awk \'BEGIN {s = "a.b.c"; n = gsub(/\\./, "-", s); print n, s; t = "path/to"; gsub("/", "\\\\", t); print t}\'',
    '2 a-b-c\npath\\to\n',
    0,
  ],
  ['awk \'{ sub(/web-/, "&x&"); print $1 }\' f', 'NAME\nweb-xweb-1\nweb-xweb-2\ndb\n', 0],
  ['awk \'BEGIN { print index("foobar", "bar"); print tolower("ABC") toupper("def") }\'', '4\nabcDEF\n', 0],
  [
    'awk \'BEGIN { while (i < 10) { i++; if (i == 3) continue; if (i == 6) break; printf "%d ", i }; print "" }\'',
    '1 2 4 5 \n',
    0,
  ],
  ["awk 'BEGIN { print length() }' ; echo abc | awk '{ print length }'", '0\n3\n', 0],
  ["awk '{ print $(NF-1), $(1+1) }' f | head -2", 'RESTARTS READY\n0 1/1\n', 0],
  [
    'awk \'\n# a comment\nNR > 1 {   # another\n  if ($3 == "Running")\n    up++\n  else\n    down++\n}\nEND { print "up:", up; print "down:", down }\' f',
    'up: 2\ndown: 1\n',
    0,
  ],
  [
    'awk -f prog f 2>&1; printf \'NR==1 { print "from file", $1 }\\n\' > prog; awk -f prog f',
    "awk: can't open 'prog': No such file or directory\nfrom file NAME\n",
    0,
  ],
  ["awk 'BEGIN {print 1' ; echo $?", 'awk: cmd. line:1: Unexpected token\n1\n', 0],
  ["awk '{print $1' f", 'awk: cmd. line:1: Unexpected token\n', 1],
  ["awk '{print}' nosuch; echo $?", 'awk: nosuch: No such file or directory\n1\n', 0],
  ["awk 'BEGIN {print 1/0}'", 'awk: cmd. line:1: Division by zero\n', 1],
  [
    'awk \'BEGIN {print substr("hello", 2, 100), substr("hello", 10) "|"; print 5 " items" + 0}\'',
    'ello |\n50\n',
    0,
  ],
  ['awk \'BEGIN { x = "A"; y = x++; print x, y; print "3x" + 4, +"0x1A" }\'', '1 0\n7 26\n', 0],
  ['awk \'BEGIN {$0 = "a b c"; print NF, $2; $3 = ""; print $0 "|"}\'', '3 b\na b |\n', 0],
  ['awk \'BEGIN { a = "10"; b = 9; print (a > b), (a "" > b "") }\'', '0 0\n', 0],
  ["seq 1 10 | awk '$1 % 2 == 0 { s += $1 } END { print s }'", '30\n', 0],
  ["seq 3 | awk '{ a[NR] = $0 } END { for (i = NR; i > 0; i--) print a[i] }'", '3\n2\n1\n', 0],
  ['seq 5 | awk \'NR % 2\' | awk \'{ printf "%s%s", sep, $0; sep = "," } END { print "" }\'', '1,3,5\n', 0],
  ["yes | awk 'NR == 3 { print NR; exit }'", '3\n', 0],
  [
    'awk \'BEGIN { printf "%s\\n", 0.1 * 3; print 3.0, 1e300 * 1e300, -0; OFMT = "%.2f"; print 3.14159, 17 }\'',
    '0.3\n3 inf 0\n3.14 17\n',
    0,
  ],
  ['awk \'BEGIN { "date +%Y" | getline y; print (y > 2000) ? "ok" : "bad" }\'', 'ok\n', 0],
  [
    'awk \'{ print > ($3 ".txt") }\' f; ls *.txt; cat Pending.txt',
    'Pending.txt\nRunning.txt\nSTATUS.txt\nweb-2    0/1     Pending   3          12m\n',
    0,
  ],
  [
    'awk \'BEGIN { for (i = 0; i < 40; i++) k["key" i] = i; for (n in k) printf "%s ", n; print "" }\'',
    'key0 key1 key2 key3 key4 key5 key6 key7 key8 key9 key10 key11 key20 key12 key21 key13 key30 key22 key14 key31 key23 key15 key32 key24 key16 key33 key25 key17 key34 key26 key18 key35 key27 key19 key36 key28 key37 key29 key38 key39 \n',
    0,
  ],
  [
    'awk \'BEGIN { regex = "^a.c$"; print ("abc" ~ regex), ("abd" ~ regex), ("a(c" ~ /a\\(c/), ("a/c" ~ /a\\/c/), ("]" ~ /[]]/) }\'',
    '1 0 1 1 1\n',
    0,
  ],
  ['awk \'BEGIN { print toupper(substr("word", 1, 1)) substr("word", 2) }\'', 'Word\n', 0],
  [
    'awk \'NR == 1 { for (i = 1; i <= NF; i++) col[$i] = i; next } { print $col["NAME"], $col["AGE"] }\' f',
    'web-1 5m\nweb-2 12m\ndb 2h\n',
    0,
  ],
];
