/** What the report of a room has beside the look of a lesson's page. */
export const roomCss = `:root { --done: #1f7a4d; --troubled: #b35900; --open: #b3261e; --carried: #0b62b0; --skipped: #59636e; --time: #57606a; }
@media (prefers-color-scheme: dark) {
  :root { --done: #4fbf85; --troubled: #f0a24a; --open: #ff7b72; --carried: #6cb6ff; --skipped: #9aa4af; --time: #9aa4af; }
}
body { max-width: 68rem; }
.grounds { position: absolute; }
svg { vertical-align: middle; }
.f-ground { fill: var(--ground); }
.f-troubled { fill: var(--troubled); }
.f-open { fill: var(--open); }
.f-skipped { fill: var(--skipped); }
.f-carried { fill: var(--carried); }
.m { stroke: var(--ground); stroke-width: 1; }
.m.done { fill: var(--done); }
.m.troubled { fill: url(#troubled); stroke: var(--troubled); }
.m.open { fill: url(#open); stroke: var(--open); }
.m.skipped { fill: url(#skipped); stroke: var(--skipped); }
.m.carried { fill: url(#carried); stroke: var(--carried); }
.m.ahead { fill: none; stroke: var(--line); }
.time { fill: var(--time); }
.whisker { stroke: var(--time); stroke-width: 1.5; fill: none; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; font-size: .9rem; }
.worst { padding: 0; list-style: none; }
.worst > li { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line); border-left: .35rem solid var(--troubled); border-radius: .4rem; break-inside: avoid; }
.worst h3 { margin: 0 0 .35rem; font-size: 1.1rem; }
.worst p { margin: .35rem 0; }
.worst .trouble { font-weight: 600; }
.wide { overflow-x: auto; }
table { font-size: .92rem; width: 100%; }
th, td { border-width: 0 0 1px; padding: .35rem .4rem; }
th { font-weight: 600; vertical-align: bottom; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th[scope="row"] { font-weight: 400; min-width: 11rem; }
tr.ranked th[scope="row"] { font-weight: 600; border-left: .35rem solid var(--troubled); }
.certificate { margin: 2rem 0; padding: 3rem 2rem; border: 3px double var(--line); text-align: center; break-inside: avoid; }
.certificate h3 { font-size: 1.1rem; letter-spacing: .15em; text-transform: uppercase; margin: 0 0 1.5rem; }
.certificate .name { font-size: 2rem; font-weight: 600; margin: 0; overflow-wrap: anywhere; }
.certificate .lesson { font-size: 1.4rem; margin: .5rem 0 1.5rem; }
.certificate .sign { margin-top: 3.5rem; display: flex; justify-content: space-between; gap: 2rem; text-align: left; }
.certificate .sign span { border-top: 1px solid var(--line); padding-top: .25rem; min-width: 12rem; }
@page certificate { size: A4 landscape; }
@media print {
  :root { --done: #1f7a4d; --troubled: #b35900; --open: #b3261e; --carried: #0b62b0; --skipped: #444; --time: #444; }
  * { print-color-adjust: exact; }
  .wide { overflow: visible; }
  table { font-size: 8.5pt; break-inside: auto; }
  tr { break-inside: avoid; }
  thead { display: table-header-group; }
  .certificates > h2 { display: none; }
  .certificate { page: certificate; break-before: page; border-color: #000; padding: 5rem 3rem; margin: 0; }
}
`;
