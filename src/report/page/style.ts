/** The look of a lesson's page: the reader's own fonts, light or dark as they like it, and fit to be printed. */
export const css = `:root {
  color-scheme: light dark;
  --ground: #fff; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --code: #f3f5f7;
  --link: #0550ae; --mark: #0969da; --warn: #9a6700; --bad: #c31d25;
  --keyword: #a01c5c; --name: #953800; --string: #0a3069;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16191d; --text: #e2e6ea; --faint: #9aa4af; --line: #3a424b; --code: #22272e;
    --link: #79b8ff; --mark: #58a6ff; --warn: #d9a72e; --bad: #ff8078;
    --keyword: #ff9ac1; --name: #ffb274; --string: #a5d3ff;
  }
}
body {
  margin: 0 auto; max-width: 46rem; padding: 1.5rem 1rem 4rem;
  background: var(--ground); color: var(--text);
  font: 1rem/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif;
}
h1, h2, h3 { line-height: 1.25; }
h2 { margin: 2.5rem 0 .75rem; padding-top: .75rem; border-top: 1px solid var(--line); }
nav h2, section:first-child h2 { border: 0; }
a { color: var(--link); }
.fact { color: var(--faint); margin: .25rem 0; }
code, pre { font-family: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: .9em; }
:not(pre) > code { background: var(--code); padding: .1em .3em; border-radius: .25em; overflow-wrap: anywhere; }
pre { background: var(--code); padding: .75rem 1rem; border-radius: .4rem; overflow-x: auto; line-height: 1.45; }
pre.command { border-left: .25rem solid var(--mark); }
pre.command code { user-select: all; }
.c { color: var(--faint); } .k { color: var(--keyword); } .n { color: var(--name); } .s { color: var(--string); }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; }
blockquote, aside { margin: 1rem 0; padding: .1rem 1rem; border-left: .25rem solid var(--line); }
aside.note, aside.tip, aside.question { border-color: var(--mark); }
aside.important, aside.warning { border-color: var(--warn); }
aside.caution { border-color: var(--bad); }
details { margin: .75rem 0; }
summary { cursor: pointer; color: var(--faint); }
@media print {
  :root {
    --ground: #fff; --text: #000; --faint: #444; --line: #999; --code: #fff;
    --link: #000; --keyword: #000; --name: #000; --string: #000;
  }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  nav { break-after: page; }
  h2, h3 { break-after: avoid; }
  pre { border: 1px solid var(--line); white-space: pre-wrap; overflow-wrap: anywhere; }
  pre, table, aside, details { break-inside: avoid; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
