import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findLessons, loadLesson } from '../../src/lesson/load.ts';
import { parseProse } from '../../src/lesson/prose.ts';
import { createSource } from '../../src/lesson/source.ts';
import { renderProse } from '../../src/ui/prose/render.ts';
import { widthOf } from '../../src/ui/text.ts';
import { root } from '../support/program.ts';

const render = (markdown: string, width = 40): string[] =>
  renderProse(parseProse(createSource('en.md', `# Title\n\n${markdown}`), 'en', 'x').prose.intro, width);

describe('prose', () => {
  it('is never wider than its pane, in all that ships', async () => {
    for (const dir of await findLessons([join(root, 'lessons'), join(root, 'fixtures', 'ui')])) {
      const lesson = await loadLesson(dir);
      for (const { intro, sections, closing } of lesson.prose.values()) {
        const texts = [
          intro,
          closing,
          ...[...sections.values()].flatMap(({ body, hints }) => [body, ...hints]),
        ];
        for (const width of [20, 37, 55, 77, 90]) {
          for (const line of texts.flatMap((blocks) => renderProse(blocks, width)))
            expect(widthOf(line), line).toBeLessThanOrEqual(width);
        }
      }
    }
  });

  it('keeps its structure: lists in lists, quotes, code, tables, links', () => {
    expect(
      render(`One *two* **three** \`four\`.

1. first, which is so long that it goes on below itself
2. second
   - inner

> A quote of somebody, which is long, too, so that it wraps.

\`\`\`
kubectl get pods    --all-namespaces -o wide
\`\`\`

| Name | Meaning |
| --- | --- |
| pod | what runs, with an address of its own |

See [the docs](https://kubernetes.io/docs).`),
    ).toMatchInlineSnapshot(`
      [
        "One two three \`four\`.",
        "",
        "1. first, which is so long that it goes",
        "   on below itself",
        "2. second",
        "   • inner",
        "",
        "│ A quote of somebody, which is long,",
        "│ too, so that it wraps.",
        "",
        "kubectl get pods    --all-namespaces -o ",
        "wide",
        "",
        "Name  Meaning",
        "────  ──────────────────────────────────",
        "pod   what runs, with an address of its",
        "      own",
        "",
        "See the docs",
        "(https://kubernetes.io/docs).",
      ]
    `);
  });
});
